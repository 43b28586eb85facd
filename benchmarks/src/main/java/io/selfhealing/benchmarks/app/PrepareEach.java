package io.selfhealing.benchmarks.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

final class PrepareEach implements Work {
    private final Connection connection;
    private final Rows rows;
    private final String sql;

    PrepareEach(Connection connection, Rows rows, String table, String nameColumn) {
        this.connection = connection;
        this.rows = rows;
        this.sql = Rows.insert(table, nameColumn);
    }

    @Override
    public void once() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            rows.bindNext(insert);
            insert.executeUpdate();
        }
    }
}
