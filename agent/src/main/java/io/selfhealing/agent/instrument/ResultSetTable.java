package io.selfhealing.agent.instrument;

import io.selfhealing.agent.instrument.advice.Advice;
import io.selfhealing.agent.instrument.advice.Inside;
import java.util.List;

/**
 * What is woven into {@code java.sql.ResultSet}. Drivers prepare the writes of an updatable one on their own connection, and read
 * the row back by the names that they wrote: a healed write would land and be reported as a failure.
 */
final class ResultSetTable {
    private static final Advice INSIDE = new Inside();

    static final List<Row> ROWS = List.of(
            Row.of("insertRow()V", INSIDE, 0), Row.of("updateRow()V", INSIDE, 0), Row.of("deleteRow()V", INSIDE, 0));

    private ResultSetTable() {}
}
