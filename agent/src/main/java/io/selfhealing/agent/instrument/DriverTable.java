package io.selfhealing.agent.instrument;

import io.selfhealing.agent.instrument.advice.Connect;
import java.util.List;

/** What is woven into {@code java.sql.Driver}. */
final class DriverTable {
    static final List<Row> ROWS =
            List.of(Row.of("connect(Ljava/lang/String;Ljava/util/Properties;)Ljava/sql/Connection;", new Connect(), 0));

    private DriverTable() {}
}
