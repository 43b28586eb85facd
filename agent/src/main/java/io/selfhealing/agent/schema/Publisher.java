package io.selfhealing.agent.schema;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Workers workers;
    private final Map<String, Instant> said = new HashMap<>();

    Publisher(String database, Surroundings surroundings, Executor disk) {
        this.database = database;
        this.ledger = surroundings.ledger();
        this.listener = surroundings.listener();
        this.clock = surroundings.clock();
        this.ttl = surroundings.settings().ttl();
        this.disk = disk;
        this.workers = surroundings.workers();
    }

    /** Its name for people. */
    String database() {
        return database;
    }

    /**
     * Shows what a look found.
     *
     * @param ticket taken from the cell before the database was asked
     * @param lost what may have become of a table that was not found; null where there is nothing to tell
     * @param shared what others saw of it
     */
    void publish(
            TableCell cell,
            long ticket,
            DatabaseIdentity identity,
            @Nullable TableSnapshot read,
            @Nullable LostTable lost,
            SharedPast shared) {
        if (cell.isLate(ticket)) {
            return;
        }
        if (read == null) {
            cell.showMissing(ticket, lost, clock.instant());
        } else if (read.kind() == TableSnapshot.Kind.TABLE) {
            publishTable(cell, ticket, identity, read, shared.of(read.schema()));
        } else {
            show(cell, ticket, identity, new TableHistory(read, List.of(), List.of()), false, false);
        }
    }

    private void publishTable(
            TableCell cell, long ticket, DatabaseIdentity identity, TableSnapshot read, List<TableSnapshot> shared) {
        List<WitnessedRename> renames = cell.borneOut(read, clock.instant());
        Ledger.Key key = Ledger.Key.of(inLedger(identity), read);
        Ledger.Remembered remembered = ledger.remember(key, read, renames);
        TableHistory history = remembered.past().of(read, shared);
        show(cell, ticket, identity, history, !renames.isEmpty(), remembered.before() != null);
        cell.forget(renames);
        if (remembered.news()) {
            store(key);
        }
        if (remembered.newShape()) {
            tell(remembered.before(), read);
        }
    }

    /** A database that cannot be recognised later is at least not taken for another one of this process. */
    private DatabaseIdentity inLedger(DatabaseIdentity identity) {
        return identity.lasting() ? identity : new DatabaseIdentity(identity.text() + '@' + database, false);
    }

    /** Notes how a table is now that nobody asked for by its name, and gives what is known of it. */
    TableHistory remember(DatabaseIdentity identity, TableSnapshot read) {
        if (read.kind() != TableSnapshot.Kind.TABLE) {
            return new TableHistory(read, List.of(), List.of());
        }
        Ledger.Key key = Ledger.Key.of(inLedger(identity), read);
        Ledger.Remembered remembered = ledger.remember(key, read, List.of());
        if (remembered.news()) {
            store(key);
        }
        return remembered.past().of(read);
    }

    /** Whether it is remembered how a table was at first contact. May read one file, once. */
    boolean remembersFirst(DatabaseIdentity identity, String schema, String table) {
        return ledger.remembersFirst(new Ledger.Key(inLedger(identity), schema, table));
    }

    /** Notes how tables are that nobody has asked for yet. Of one of which more is known it counts for nothing. */
    void rememberFirst(DatabaseIdentity identity, List<TableSnapshot> read) {
        ledger.rememberFirst(inLedger(identity), read);
    }

    /** Has them written down. */
    void storeFirst(DatabaseIdentity identity) {
        try {
            disk.execute(() -> ledger.storeFirst(inLedger(identity)));
        } catch (RejectedExecutionException e) {
            // Closed: the next process reads them itself.
        }
    }

    /** Tells that not everything was read. */
    void cut(String what) {
        try {
            listener.cut(database, what);
        } catch (RuntimeException e) {
            // A listener that fails must not keep tables from being known.
        }
    }

    /**
     * What a table was that is not there any more: the one that was last shown, else the only one on its path that was ever
     * seen. Null where there is none, or more than one.
     */
    @Nullable
    TableHistory past(DatabaseIdentity identity, TableCell cell, SharedPast shared) {
        TableView.Known known = cell.lastKnown(identity);
        if (known != null) {
            TableSnapshot last = known.history().current();
            return last.kind() == TableSnapshot.Kind.TABLE ? past(identity, last.schema(), last.name(), shared) : null;
        }
        List<TableHistory> pasts = cell.key().path().stream()
                .map(schema -> past(identity, schema, cell.key().table(), shared))
                .filter(Objects::nonNull)
                .toList();
        return pasts.size() == 1 ? pasts.get(0) : null;
    }

    private @Nullable TableHistory past(DatabaseIdentity identity, String schema, String table, SharedPast shared) {
        Past past = ledger.recall(new Ledger.Key(inLedger(identity), schema, table));
        List<TableSnapshot> others = shared.of(schema);
        TableSnapshot newest = past.newest() != null || others.isEmpty() ? past.newest() : others.get(0);
        return newest == null ? null : past.of(newest, others);
    }

    /**
     * Where imported migrations took the table that is not there any more; null where they tell of none, or of more than one on
     * the cell's path.
     *
     * @param past what is known of the table; null where nothing is
     */
    @Nullable
    MigratedMove moved(DatabaseIdentity identity, TableCell cell, @Nullable TableHistory past) {
        List<MigratedMove> moves = cell.key().path().stream()
                .filter(schema -> past == null || past.current().schema().equals(schema))
                .map(schema -> ledger.moved(
                        new Ledger.Key(inLedger(identity), schema, cell.key().table())))
                .filter(Objects::nonNull)
                .toList();
        return moves.size() == 1 ? moves.get(0) : null;
    }

    /** Whether a table is as the migrations leave it that were imported of it, or was seen so. */
    boolean asMigrated(DatabaseIdentity identity, TableSnapshot table) {
        return ledger.recall(Ledger.Key.of(inLedger(identity), table)).asMigrated(table);
    }

    private void show(
            TableCell cell,
            long ticket,
            DatabaseIdentity identity,
            TableHistory history,
            boolean newRenames,
            boolean changed) {
        TableView.Known last = cell.lastKnown(identity);
        TableView.Known shown = last != null && !newRenames && last.history().saysTheSame(history)
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
        if (before != null) {
            workers.warmUp(); // Soon a write may have to be understood.
        }
    }

    void failed(TableCell cell, Throwable failure) {
        cell.failed(Reason.of(failure), clock.instant(), ttl);
        complain(failure);
    }

    /** The same for a table that cannot be read while others can. */
    void failedAlone(TableCell cell, Throwable failure) {
        cell.failed(Reason.of(failure), clock.instant(), ttl);
        complain("table " + cell.key().table() + " of " + database, failure);
    }

    /** Tells once in a while why tables cannot be read. */
    void complain(Throwable failure) {
        complain(database, failure);
    }

    private void complain(String what, Throwable failure) {
        Instant now = clock.instant();
        String reason = what + ' ' + Reason.of(failure);
        synchronized (said) {
            Instant last = said.get(reason);
            if ((last != null && now.isBefore(last.plus(SILENCE))) || said.size() >= MOST_REASONS) {
                return;
            }
            said.put(reason, now);
        }
        try {
            listener.unavailable(what, Reason.inFull(failure));
        } catch (RuntimeException e) {
            // As above.
        }
    }
}
