package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/**
 * A savepoint of the agent's own. On PostgreSQL it is set by a text, since the driver refuses to set one in a transaction that a
 * text has begun. All have one name there: the newest is meant.
 */
final class AgentSavepoint implements Savepoint {
    private static final String NAME = "selfhealing_before";
    private static final AgentSavepoint OF_POSTGRES = new AgentSavepoint();

    private AgentSavepoint() {}

    static Savepoint set(Connection connection, Product product) throws SQLException {
        if (product != Product.POSTGRESQL) {
            return connection.setSavepoint();
        }
        run(connection, "SAVEPOINT " + NAME);
        return OF_POSTGRES;
    }

    static void release(Connection connection, Savepoint savepoint) throws SQLException {
        if (savepoint == OF_POSTGRES) {
            run(connection, "RELEASE SAVEPOINT " + NAME);
        } else {
            connection.releaseSavepoint(savepoint);
        }
    }

    static void rollBackTo(Connection connection, Savepoint savepoint) throws SQLException {
        if (savepoint == OF_POSTGRES) {
            run(connection, "ROLLBACK TO SAVEPOINT " + NAME);
        } else {
            connection.rollback(savepoint);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public int getSavepointId() throws SQLException {
        throw new SQLException("a named savepoint has no number");
    }

    @Override
    public String getSavepointName() {
        return NAME;
    }
}
