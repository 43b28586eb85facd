package io.selfhealing.benchmarks.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

final class Batch implements Work {
    private static final int SIZE = 100;

    private final PreparedStatement insert;
    private final Rows rows;

    Batch(Connection connection, Rows rows) throws SQLException {
        this.insert = connection.prepareStatement(Rows.insert("orders", "name"));
        this.rows = rows;
    }

    @Override
    public void once() throws SQLException {
        for (int i = 0; i < SIZE; i++) {
            rows.bindNext(insert);
            insert.addBatch();
        }
        insert.executeBatch();
    }
}
