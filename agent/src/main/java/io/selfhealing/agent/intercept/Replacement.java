package io.selfhealing.agent.intercept;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A statement that the agent prepared to run in place of the application's.
 *
 * @param flavour what it was prepared for, generated keys included
 */
record Replacement(PreparedStatement statement, String sql, Flavour flavour) {
    static Replacement of(PreparedState state, String sql, Flavour flavour) throws SQLException {
        PreparedStatement statement = flavour.prepare(state.connection.connection(), sql);
        return new Replacement(statement, sql, flavour);
    }

    /** What the application has set on its own statement since. */
    static void limit(PreparedStatement statement, PreparedStatement original) throws SQLException {
        statement.setQueryTimeout(original.getQueryTimeout());
        statement.setMaxRows(original.getMaxRows());
        statement.setFetchSize(original.getFetchSize());
    }

    boolean serves(String target, Flavour wanted) {
        return sql.equals(target) && flavour.equals(wanted);
    }

    void close() {
        try {
            Own.act(statement::close);
        } catch (SQLException e) {
            // It goes with its connection.
        }
    }
}
