package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionLimitsTest {
    private final SessionLimits limits = new SessionLimits("SET LOCAL ");

    @Test
    void settingThatTheServerDoesNotKnowCostsOnlyItself() throws SQLException {
        try (Connection connection = DriverManager.getConnection(TestPostgres.emptyDatabase())) {
            connection.setAutoCommit(false);

            limits.apply(
                    connection, List.of("statement_timeout = 1234", "max_execution_time = 1234", "lock_timeout = 567"));

            assertThat(shown(connection, "statement_timeout")).isEqualTo("1234ms");
            assertThat(shown(connection, "lock_timeout")).isEqualTo("567ms");
        }
    }

    @Test
    void settingThatWasRefusedIsNotTriedAgain() throws SQLException {
        try (Connection connection = DriverManager.getConnection(TestPostgres.emptyDatabase())) {
            connection.setAutoCommit(false);
            limits.apply(connection, List.of("max_execution_time = 1"));
            execute(connection, "create table t (id int)");

            limits.apply(connection, List.of("max_execution_time = 2")); // would end the transaction

            execute(connection, "insert into t values (1)");
        }
    }

    @Test
    void lostConnectionIsNotTakenForARefusal() throws SQLException {
        String url = TestPostgres.emptyDatabase();
        Connection lost = DriverManager.getConnection(url);
        lost.setAutoCommit(false);
        lost.close();
        assertThatThrownBy(() -> limits.apply(lost, List.of("statement_timeout = 1234")))
                .isInstanceOf(SQLException.class);

        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            limits.apply(connection, List.of("statement_timeout = 1234"));
            assertThat(shown(connection, "statement_timeout")).isEqualTo("1234ms");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
