package io.selfhealing.benchmarks.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

final class LiteralInsert implements Work {
    private final Statement statement;
    private final Rows rows;

    LiteralInsert(Connection connection, Rows rows) throws SQLException {
        this.statement = connection.createStatement();
        this.rows = rows;
    }

    @Override
    public void once() throws SQLException {
        statement.executeUpdate(rows.nextLiteral());
    }
}
