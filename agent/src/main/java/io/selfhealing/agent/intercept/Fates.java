package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.QuarantineException;
import io.selfhealing.agent.quarantine.RowFate;
import io.selfhealing.agent.quarantine.beside.QuarantineTable;
import io.selfhealing.agent.quarantine.beside.QuarantineTables;
import io.selfhealing.agent.quarantine.beside.TableTicket;
import io.selfhealing.agent.schema.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes down what becomes of rows of which values are in quarantine, once the transaction in which it was seen is committed. */
final class Fates {
    private final Quarantine quarantine;
    private final @Nullable QuarantineTables beside;
    private final Transactions transactions;
    private final InstantSource clock;

    /** @param beside null where nothing is kept in tables of the databases */
    Fates(Quarantine quarantine, @Nullable QuarantineTables beside, Transactions transactions, InstantSource clock) {
        this.quarantine = quarantine;
        this.beside = beside;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The connection has done that; in its transaction, where it has one open. */
    void add(ConnectionState connection, List<RowFate> fates) {
        if (fates.isEmpty()) {
            return;
        }
        OpenFates open = connection.fates(() -> new OpenFates(all -> follow(connection.database(), all)));
        open.add(fates);
        if (connection.isDistributed()) {
            open.inDoubt(); // Who ends it does not do so here.
        } else if (!transactions.inTransaction(connection)) {
            open.committed();
        }
    }

    /** The connection has done that, and no rollback undoes it. */
    void decided(ConnectionState connection, List<RowFate> fates) {
        if (!fates.isEmpty()) {
            follow(connection.database(), fates);
        }
    }

    private void follow(Database database, List<RowFate> fates) {
        List<RowFate> inJournal = fates.stream()
                .filter(fate -> !TableTicket.isOf(fate.row().ticket()))
                .toList();
        if (!inJournal.isEmpty()) {
            quarantine.follow(inJournal);
        }
        List<RowFate> inTable = fates.stream()
                .filter(fate -> TableTicket.isOf(fate.row().ticket()))
                .toList();
        QuarantineTable table = beside == null ? null : beside.known(database);
        if (table != null && !inTable.isEmpty()) {
            inTable.forEach(quarantine.waiting()::follow);
            Instant now = clock.instant();
            CompletableFuture<Boolean> unused = database.onOwnConnection(own -> follow(own, table, inTable, now));
        }
    }

    private static boolean follow(Connection own, QuarantineTable table, List<RowFate> fates, Instant now)
            throws SQLException {
        for (RowFate fate : fates) {
            if (fate instanceof RowFate.Moved moved) {
                try {
                    table.moved(own, moved.row().ticket(), moved.row().place(), moved.key(), moved.at());
                } catch (QuarantineException e) {
                    table.settle(own, new RowFate.Doubtful(moved.row()).outcome(now));
                }
            } else if (fate instanceof RowFate.Ended ended) {
                table.settle(own, ended.outcome(now));
            } else if (fate instanceof RowFate.Doubtful doubtful) {
                table.settle(own, doubtful.outcome(now));
            }
        }
        return true;
    }
}
