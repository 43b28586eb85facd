package io.selfhealing.agent.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what other agents saw of a database's tables, and leaves them what was seen here. Whatever goes wrong with that, the table
 * is known as it is without. Used by the database's own thread alone.
 */
final class Sharing {
    private static final int MOST_TOLD = 10_000;
    private static final int MOST_SHAPES = 20;

    private final @Nullable SharedHistory history;
    private final OwnConnection own;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Executor later;
    private final Map<Ledger.Key, TableSnapshot> told = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ledger.Key, TableSnapshot> eldest) {
            return size() > MOST_TOLD;
        }
    };

    /** @param history null where nothing is shared */
    Sharing(@Nullable SharedHistory history, OwnConnection own, Surroundings surroundings, Executor later) {
        this.history = history;
        this.own = own;
        this.ledger = surroundings.ledger();
        this.clock = surroundings.clock();
        this.later = later;
    }

    /** What others saw of the tables of that name along the path. */
    SharedPast read(TableKey table) {
        SharedHistory from = history;
        if (from == null || !from.mayRead()) {
            return SharedPast.NONE;
        }
        try {
            return own.query(connection -> {
                OwnConnection.Facts facts = own.facts();
                if (facts == null || !facts.identity().lasting()) {
                    return SharedPast.NONE;
                }
                Map<SharedHistory.Key, Ledger.Key> keys = new HashMap<>();
                for (String schema : table.path()) {
                    Ledger.Key key = new Ledger.Key(facts.identity(), schema, table.table());
                    keys.put(SharedFormat.key(key), key);
                }
                return understood(from, from.read(connection, keys.keySet()), keys);
            });
        } catch (SQLException | RuntimeException | LinkageError e) {
            return SharedPast.NONE; // who keeps it has said so
        }
    }

    private SharedPast understood(
            SharedHistory from, List<SharedHistory.Entry> entries, Map<SharedHistory.Key, Ledger.Key> keys) {
        Map<String, List<TableSnapshot>> bySchema = new HashMap<>();
        for (SharedHistory.Entry entry : entries) {
            Ledger.Key key = keys.get(entry.key());
            try {
                if (key != null) {
                    TableSnapshot shape = SharedFormat.read(entry, key, clock.instant());
                    List<TableSnapshot> shapes = bySchema.computeIfAbsent(key.schema(), none -> new ArrayList<>());
                    if (shapes.size() < MOST_SHAPES) {
                        shapes.add(shape);
                    }
                }
            } catch (CorruptLedgerException e) {
                from.skipped(entry.key(), String.valueOf(e.getMessage()));
            }
        }
        return new SharedPast(bySchema);
    }

    /** Leaves some time soon what is known of a table, if it is in another shape than when that was done before. */
    void tell(DatabaseIdentity identity, TableSnapshot table) {
        SharedHistory to = history;
        if (to == null || !identity.lasting() || !SharedFormat.canShare(table)) {
            return;
        }
        Ledger.Key key = Ledger.Key.of(identity, table);
        TableSnapshot before = told.put(key, table);
        if (before == null || !before.sameShape(table)) {
            try {
                later.execute(() -> write(to, key));
            } catch (RejectedExecutionException e) {
                // Closed: another agent tells, or the next process.
            }
        }
    }

    private void write(SharedHistory to, Ledger.Key key) {
        if (!to.mayWrite()) {
            return;
        }
        try {
            List<SharedHistory.Seen> shapes = new ArrayList<>();
            for (TableSnapshot shape : ledger.recall(key).shapes()) {
                if (SharedFormat.canShare(shape)) {
                    shapes.add(SharedFormat.write(shape));
                }
            }
            writeTwice(to, SharedFormat.key(key), shapes);
        } catch (SQLException | JsonProcessingException | RuntimeException | LinkageError e) {
            told.remove(key); // who keeps it has said so; the next reading of the table tries again
        }
    }

    private void writeTwice(SharedHistory to, SharedHistory.Key key, List<SharedHistory.Seen> shapes)
            throws SQLException {
        OwnWork<Boolean> work = connection -> {
            to.write(connection, key, shapes);
            return true;
        };
        try {
            boolean unused = own.query(work);
        } catch (SQLException e) {
            if (e.getSQLState() == null || !e.getSQLState().startsWith("23")) {
                throw e;
            }
            boolean unused = own.query(work);
        }
    }
}
