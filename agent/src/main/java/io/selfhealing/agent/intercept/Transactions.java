package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the application's transaction allows. Nothing here commits or rolls back more than the agent's own savepoint.
 */
final class Transactions {
    /** PostgreSQL: in_failed_sql_transaction. */
    private static final String ABORTED = "25P02";

    private final InstantSource clock;

    Transactions(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
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

    /** Whether the catalog may be looked at now on the application's connection. */
    boolean mayReadCatalog(ConnectionState state) {
        return !product(state).catalogReadsLinger() || !inTransaction(state);
    }

    /** Whether an error would abort what the application has done so far, so that nothing is risked without a savepoint. */
    boolean needsSavepoint(ConnectionState state) {
        return product(state).abortsTransactionOnError() && inTransaction(state);
    }

    /**
     * A savepoint inside a transaction, on a database that aborts it at the first error. Null where none is needed or none could
     * be had.
     *
     * @param cell the table that the write is for; null where there are several
     */
    @Nullable
    Savepoint protect(ConnectionState state, @Nullable TableCell cell) {
        return needsSavepoint(state) && state.mayProtect(cell) ? set(state) : null;
    }

    /**
     * A savepoint for reading alone: such a subtransaction gets no number, and costs the server nothing that would add up. Null
     * where none could be had.
     */
    @Nullable
    Savepoint protectReading(ConnectionState state) {
        return set(state);
    }

    private static @Nullable Savepoint set(ConnectionState state) {
        try {
            Connection connection = state.connection();
            return Own.call(() -> AgentSavepoint.set(connection, product(state)));
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
            Own.act(() -> AgentSavepoint.release(connection, savepoint));
        } catch (SQLException e) {
            // What ran stands either way; a savepoint that cannot be released ends with the transaction.
        }
    }

    /** Whether a failed write may be tried again: nothing of it is left, and the transaction is usable. */
    boolean mayRetry(ConnectionState state, @Nullable Savepoint savepoint) {
        boolean usable = isUsable(state, savepoint);
        if (usable) {
            release(state, savepoint);
        }
        return usable;
    }

    /**
     * Undoes a failed write, and everything since the savepoint, which stays. False where the transaction is aborted. Whoever
     * brings a transaction back to life has to run something of the application's that decides its fate.
     */
    boolean isUsable(ConnectionState state, @Nullable Savepoint savepoint) {
        if (savepoint == null) {
            return !needsSavepoint(state);
        }
        try {
            Connection connection = state.connection();
            Own.act(() -> AgentSavepoint.rollBackTo(connection, savepoint));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether an error has ended what the transaction that is open may do, so that it can be rolled back and nothing else. */
    boolean isAborted(ConnectionState state) {
        if (!needsSavepoint(state)) {
            return false;
        }
        try {
            Connection connection = state.connection();
            Own.act(() -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT 1");
                }
            });
            return false;
        } catch (SQLException e) {
            return ABORTED.equals(e.getSQLState());
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
