package io.selfhealing.agent.schema;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Turns what was read into what is shown, remembered and told. Any thread. */
final class Publisher {
    private static final Duration SILENCE = Duration.ofMinutes(10);
    private static final int MOST_REASONS = 100;

    private final String database;
    private final Ledger ledger;
    private final SchemaListener listener;
    private final InstantSource clock;
    private final Duration ttl;
    private final Executor disk;
    private final Map<String, Instant> said = new HashMap<>();

    Publisher(String database, Surroundings surroundings, Executor disk) {
        this.database = database;
        this.ledger = surroundings.ledger();
        this.listener = surroundings.listener();
        this.clock = surroundings.clock();
        this.ttl = surroundings.settings().ttl();
        this.disk = disk;
    }

    /** @param ticket taken from the cell before the database was asked */
    void publish(TableCell cell, long ticket, DatabaseIdentity identity, @Nullable TableSnapshot read) {
        if (cell.isLate(ticket)) {
            return;
        }
        if (read == null) {
            cell.showMissing(ticket, clock.instant());
        } else if (read.kind() == TableSnapshot.Kind.TABLE) {
            publishTable(cell, ticket, identity, read);
        } else {
            show(cell, ticket, identity, new TableHistory(read, List.of(), List.of()), false, false);
        }
    }

    private void publishTable(TableCell cell, long ticket, DatabaseIdentity identity, TableSnapshot read) {
        List<WitnessedRename> renames = cell.borneOut(read, clock.instant());
        // A database that cannot be recognised later is at least not taken for another one of this process.
        DatabaseIdentity known =
                identity.lasting() ? identity : new DatabaseIdentity(identity.text() + '@' + database, false);
        Ledger.Key key = Ledger.Key.of(known, read);
        Ledger.Remembered remembered = ledger.remember(key, read, renames);
        show(cell, ticket, identity, remembered.past().of(read), !renames.isEmpty(), remembered.before() != null);
        cell.forget(renames);
        if (remembered.news()) {
            store(key);
        }
        if (remembered.newShape()) {
            tell(remembered.before(), read);
        }
    }

    private void show(
            TableCell cell,
            long ticket,
            DatabaseIdentity identity,
            TableHistory history,
            boolean newRenames,
            boolean changed) {
        TableView.Known last = cell.lastKnown(identity);
        TableView.Known shown =
                last != null && !newRenames && last.history().current().sameShape(history.current())
                        ? last
                        : new TableView.Known(history);
        cell.show(ticket, shown, identity, changed, clock.instant());
    }

    private void store(Ledger.Key key) {
        try {
            disk.execute(() -> ledger.store(key));
        } catch (RejectedExecutionException e) {
            // Closed: the next process reads the table itself.
        }
    }

    private void tell(@Nullable TableSnapshot before, TableSnapshot after) {
        try {
            listener.changed(database, before, after);
        } catch (RuntimeException e) {
            // A listener that fails must not keep a table from being known.
        }
    }

    void failed(TableCell cell, Throwable failure) {
        cell.failed(Reason.of(failure), clock.instant(), ttl);
        complain(failure);
    }

    /** Tells once in a while why tables cannot be read. */
    void complain(Throwable failure) {
        Instant now = clock.instant();
        String reason = Reason.of(failure);
        synchronized (said) {
            Instant last = said.get(reason);
            if ((last != null && now.isBefore(last.plus(SILENCE))) || said.size() >= MOST_REASONS) {
                return;
            }
            said.put(reason, now);
        }
        try {
            listener.unavailable(database, reason);
        } catch (RuntimeException e) {
            // As above.
        }
    }
}
