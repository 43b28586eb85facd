package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.HashKey;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.QuarantineException;
import io.selfhealing.agent.quarantine.beside.QuarantineTable;
import io.selfhealing.agent.quarantine.beside.QuarantineTables;
import io.selfhealing.agent.quarantine.beside.TableTicket;
import io.selfhealing.agent.schema.TableCell;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a write of the application's own transaction leaves out into a table of the same database, within that transaction: its
 * end is theirs. Whatever fails here leaves the transaction as it was.
 */
final class BesideData {
    private final QuarantineTables tables;
    private final Transactions transactions;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    BesideData(QuarantineTables tables, Transactions transactions, InstantSource clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What a statement on the application's connection does. */
    private interface Act {
        void on(Connection connection, QuarantineTable table) throws SQLException, QuarantineException;
    }

    /** Before the write runs. Null where its values have to be kept elsewhere. */
    @Nullable
    TableTicket take(ConnectionState connection, Plan plan, LeftOutColumns leftOut, List<Bindings> rows) {
        QuarantineTable table = tables.known(connection.database());
        if (table == null || connection.isDistributed() || !transactions.inTransaction(connection)) {
            return null;
        }
        // Agents with other homes write values back as well.
        List<LeftOut> values = Quarantined.values(connection, plan, leftOut, rows, HashKey.salted(random));
        if (values.isEmpty()) {
            return null;
        }
        TableCell cell = plan.cell();
        boolean aborts = connection.database().product().abortsTransactionOnError();
        Savepoint savepoint = aborts ? transactions.protect(connection, cell) : null;
        if (aborts && savepoint == null) {
            return null; // There are many already, or it has failed before.
        }
        TableTicket ticket = tables.ticket(values);
        return did(connection, table, savepoint, (own, to) -> to.take(own, ticket, clock.instant())) ? ticket : null;
    }

    /**
     * The write ran.
     *
     * @param keys of the rows, one for each value
     * @return false where that could not be written down: then the values stay as those of which nobody knows
     */
    boolean ran(ConnectionState connection, TableCell cell, TableTicket ticket, List<Map<String, Object>> keys) {
        QuarantineTable table = tables.known(connection.database());
        return table != null
                && did(
                        connection,
                        table,
                        transactions.protect(connection, cell),
                        (own, to) -> to.ran(own, ticket, keys, clock.instant()));
    }

    /** The write did not run. In a transaction that the database has aborted nothing needs to be done, and nothing can. */
    void forget(ConnectionState connection, TableTicket ticket) {
        QuarantineTable table = tables.known(connection.database());
        if (table == null) {
            return;
        }
        try {
            Connection own = connection.connection();
            Own.act(() -> table.forget(own, ticket));
        } catch (SQLException e) {
            // It is undone with the transaction, or stays as one of which nobody knows.
        }
    }

    private boolean did(ConnectionState connection, QuarantineTable table, @Nullable Savepoint savepoint, Act act) {
        try {
            Connection own = connection.connection();
            boolean done = Own.call(() -> done(own, table, act));
            if (done) {
                transactions.release(connection, savepoint);
                return true;
            }
        } catch (SQLException e) {
            tables.failed(connection.database(), e);
        }
        if (savepoint != null) {
            boolean unused = transactions.mayRetry(connection, savepoint);
        }
        return false;
    }

    private static boolean done(Connection own, QuarantineTable table, Act act) throws SQLException {
        try {
            act.on(own, table);
            return true;
        } catch (QuarantineException e) {
            return false; // A value that does not come back as it is: the journal will say so too.
        }
    }
}
