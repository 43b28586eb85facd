package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the application's transaction allows. Nothing here commits or rolls back more than the agent's own savepoint.
 */
final class Transactions {
    private final InstantSource clock;

    Transactions(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the table changed or failed a moment ago. */
    boolean atRisk(TableCell cell) {
        return !cell.undisturbed() && cell.changedRecently(clock.instant());
    }

    /** Whether the database has said so lately that what is shown of the table still holds. */
    boolean confirmedWithin(Duration lately, TableCell cell) {
        return cell.confirmedSince(clock.instant().minus(lately));
    }

    /**
     * Whether the connection may be asked where it looks up names before anything of the application runs on it: inside a
     * transaction the question would begin it, before the application has set its isolation.
     */
    boolean mayAskPath(ConnectionState state) {
        return state.knowsPath() || !product(state).abortsTransactionOnError() || !inTransaction(state);
    }

    /**
     * A savepoint inside a transaction, on a database that aborts it at the first error. Null where none is needed or none could
     * be had.
     *
     * @param cell the table that the write is for; null where there are several
     */
    @Nullable
    Savepoint protect(ConnectionState state, @Nullable TableCell cell) {
        if (!product(state).abortsTransactionOnError()
                || state.isDistributed()
                || !inTransaction(state)
                || !state.mayProtect(cell)) {
            return null;
        }
        try {
            Connection connection = state.connection();
            return Own.call(connection::setSavepoint);
        } catch (SQLException e) {
            return null;
        }
    }

    /** Lets go of a savepoint after its write succeeded. */
    void release(ConnectionState state, @Nullable Savepoint savepoint) {
        if (savepoint == null) {
            return;
        }
        try {
            Connection connection = state.connection();
            Own.act(() -> connection.releaseSavepoint(savepoint));
        } catch (SQLException e) {
            // What ran stands either way; a savepoint that cannot be released ends with the transaction.
        }
    }

    /** Whether a failed write may be tried again: nothing of it is left, and the transaction is usable. */
    boolean mayRetry(ConnectionState state, @Nullable Savepoint savepoint) {
        try {
            Connection connection = state.connection();
            if (savepoint != null) {
                Own.act(() -> connection.rollback(savepoint));
                release(state, savepoint);
                return true;
            }
            return !product(state).abortsTransactionOnError() || !inTransaction(state);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether the application is inside a transaction that it ends itself. */
    boolean inTransaction(ConnectionState state) {
        try {
            Connection connection = state.connection();
            return state.begunByText() || !Own.call(connection::getAutoCommit);
        } catch (SQLException e) {
            return true;
        }
    }

    private static Product product(ConnectionState state) {
        return state.database().product();
    }
}
