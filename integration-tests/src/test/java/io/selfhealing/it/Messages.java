package io.selfhealing.it;

import io.selfhealing.it.harness.Bench;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The table that most tests drift, and the writes that an application makes to it. */
final class Messages {
    static final String INSERT = "insert into messages (id, sender, content) values (?, ?, ?)";

    private Messages() {}

    /** A column stands behind {@code content}, so that no rename can be mistaken for a drop and an add at the end. */
    static void create(Bench bench) throws SQLException {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), content varchar(200),"
                + " priority integer)");
    }

    /** Writes one row and lets the agent see the table as it is now. */
    static void seen(Bench bench, Connection connection) throws SQLException, IOException, InterruptedException {
        write(connection, INSERT, 1L, "sender-1", "content-1");
        bench.awaitSnapshot("messages");
    }

    /** Prepares, binds by the values' types, executes and closes. */
    static int write(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return bind(statement, values).executeUpdate();
        }
    }

    static PreparedStatement bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            int index = i + 1;
            if (values[i] instanceof String text) {
                statement.setString(index, text);
            } else if (values[i] instanceof Long number) {
                statement.setLong(index, number);
            } else if (values[i] instanceof Integer number) {
                statement.setInt(index, number);
            } else {
                statement.setObject(index, values[i]);
            }
        }
        return statement;
    }
}
