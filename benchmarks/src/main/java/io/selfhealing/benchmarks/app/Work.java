package io.selfhealing.benchmarks.app;

import java.sql.Connection;
import java.sql.SQLException;

/** One operation on one connection, ready to be repeated. Belongs to one thread. */
interface Work {
    /** Does it once. */
    void once() throws SQLException;

    /**
     * Makes an operation ready, which may prepare a statement.
     *
     * @param firstId the first key that it may use; the next {@code 1L << 40} belong to it
     */
    static Work of(Operation operation, Connection connection, long firstId) throws SQLException {
        Rows rows = new Rows(firstId);
        return switch (operation) {
            case PREPARED -> new PreparedInsert(connection, rows);
            case PREPARE -> new PrepareEach(connection, rows, "orders", "name");
            case BATCH -> new Batch(connection, rows);
            case LITERAL -> new LiteralInsert(connection, rows);
            case SELECT -> new SelectByKey(connection);
            case RIGHT -> new PrepareEach(connection, rows, "drifted", "customer_name");
            case HEALED -> new PrepareEach(connection, rows, "drifted", "name");
        };
    }
}
