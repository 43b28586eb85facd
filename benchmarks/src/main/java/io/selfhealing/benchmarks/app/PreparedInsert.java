package io.selfhealing.benchmarks.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

final class PreparedInsert implements Work {
    private final PreparedStatement insert;
    private final Rows rows;

    PreparedInsert(Connection connection, Rows rows) throws SQLException {
        this.insert = connection.prepareStatement(Rows.insert("orders", "name"));
        this.rows = rows;
    }

    @Override
    public void once() throws SQLException {
        rows.bindNext(insert);
        insert.executeUpdate();
    }
}
