package io.selfhealing.agent.offline;

import java.sql.SQLException;

/** Says no in the driver's words: its message, SQLState and code, with the reason behind them. */
final class Refusals {
    private final SQLException original;

    Refusals(SQLException original) {
        this.original = original;
    }

    /** A new exception, since its receiver may change it; the driver's own is its cause. */
    SQLException because(String reason) {
        return new SQLException(
                original.getMessage() + " (self-healing: not kept on disk, since " + reason + ")",
                original.getSQLState(),
                original.getErrorCode(),
                original);
    }

    SQLException because(NotKeptException refusal) {
        SQLException refused = because(refusal.reason());
        if (refusal.getCause() != null) {
            // Of a class that the application knows.
            refused.addSuppressed(new SQLException("self-healing: " + refusal.getCause()));
        }
        return refused;
    }
}
