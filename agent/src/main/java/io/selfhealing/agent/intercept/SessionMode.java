package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.SqlMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a session of MySQL or MariaDB how it reads quotes and backslashes. */
final class SessionMode {
    private SessionMode() {}

    static SqlMode of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@SESSION.sql_mode")) {
            if (!row.next()) {
                throw new SQLException("the session does not tell its sql_mode");
            }
            String mode = row.getString(1);
            return SqlMode.of(mode == null ? "" : mode);
        }
    }
}
