package io.selfhealing.agent.instrument;

import io.selfhealing.agent.instrument.advice.Advice;
import io.selfhealing.agent.instrument.advice.Supply;
import java.util.List;

/** What is woven into the interfaces of {@code javax.sql} that give out connections. */
final class SourceTable {
    private static final Advice SUPPLY = new Supply();
    private static final int ORDINARY = 0;
    private static final int DISTRIBUTED = 1;
    private static final String BY_NAME = "(Ljava/lang/String;Ljava/lang/String;)";

    static final List<Row> CONNECTIONS = List.of(
            Row.of("getConnection()Ljava/sql/Connection;", SUPPLY, ORDINARY),
            Row.of("getConnection" + BY_NAME + "Ljava/sql/Connection;", SUPPLY, ORDINARY));

    static final List<Row> POOLED = List.of(
            Row.of("getPooledConnection()Ljavax/sql/PooledConnection;", SUPPLY, ORDINARY),
            Row.of("getPooledConnection" + BY_NAME + "Ljavax/sql/PooledConnection;", SUPPLY, ORDINARY));

    static final List<Row> DISTRIBUTED_ONES = List.of(
            Row.of("getXAConnection()Ljavax/sql/XAConnection;", SUPPLY, DISTRIBUTED),
            Row.of("getXAConnection" + BY_NAME + "Ljavax/sql/XAConnection;", SUPPLY, DISTRIBUTED));

    /** Of a {@code PooledConnection}, which an {@code XAConnection} is too. */
    static final List<Row> HANDLES = List.of(Row.of("getConnection()Ljava/sql/Connection;", SUPPLY, ORDINARY));

    private SourceTable() {}
}
