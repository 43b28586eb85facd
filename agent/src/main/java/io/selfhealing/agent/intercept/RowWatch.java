package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.Origin;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.QuarantineException;
import io.selfhealing.agent.quarantine.RowFate;
import io.selfhealing.agent.quarantine.Waiting;
import io.selfhealing.agent.quarantine.WaitingRow;
import io.selfhealing.agent.quarantine.beside.QuarantineTable;
import io.selfhealing.agent.quarantine.beside.QuarantineTables;
import io.selfhealing.agent.quarantine.beside.TableTicket;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.DatabaseIdentity;
import io.selfhealing.agent.schema.StoredValue;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Value;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sees what the application's own writes do to rows of which values are in quarantine: a row that goes takes its values with it, one
 * that gets another key has them under that. Looks at a write only while something waits for its table, and asks the connection what
 * the table's name means there only where a row is concerned for which something waits.
 */
final class RowWatch {
    private final Quarantine quarantine;
    private final @Nullable QuarantineTables beside;
    private final Planner planner;
    private final PlanVerifier verifier;
    private final Transactions transactions;
    private final InstantSource clock;

    /** @param beside null where nothing is kept in tables of the databases */
    RowWatch(
            Quarantine quarantine,
            @Nullable QuarantineTables beside,
            Planner planner,
            PlanVerifier verifier,
            Transactions transactions,
            InstantSource clock) {
        this.quarantine = quarantine;
        this.beside = beside;
        this.planner = planner;
        this.verifier = verifier;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What a write that is about to run will have done.
     *
     * @param seen where it is seen to have written one row
     * @param doubtful where it may have written any number of rows
     */
    record Touch(List<RowFate> seen, List<RowFate> doubtful) {
        static final Touch NONE = new Touch(List.of(), List.of());

        boolean isNone() {
            return seen.isEmpty() && doubtful.isEmpty();
        }
    }

    /** Whether nothing waits anywhere. */
    boolean idle() {
        return quarantine.waiting().isEmpty();
    }

    /**
     * To be called before the write runs: what is under a key after it may be another row.
     *
     * @return for each row that was bound what that does; empty where nothing that waits is concerned
     */
    List<Touch> before(ConnectionState connection, Plan plan, List<Bindings> rows) {
        TableSnapshot table = plan.table();
        if (idle() || table == null) {
            return List.of();
        }
        Database database = connection.database();
        DatabaseIdentity identity = database.identity();
        Origin origin = identity == null ? null : new Origin(identity.text(), table.identity());
        String name = Waiting.table(database.name(), origin, Recorder.tableName(plan));
        if (!quarantine.waiting().holds(name)) {
            return List.of();
        }
        KeyUse use =
                KeyUse.of(planner.parsed(plan.original(), database.dialect()), table, plan.steps(), database.dialect());
        if (use.sort() == KeyUse.Sort.NONE) {
            return List.of();
        }
        Rows found = new Rows(connection, table, name, use, rows.size() > 1);
        List<Touch> touches = rows.stream().map(found::touch).toList();
        return touches.stream().allMatch(Touch::isNone) || !verifier.isMeant(connection, plan) ? List.of() : touches;
    }

    /**
     * The write ran.
     *
     * @param touches as of {@link #before}
     * @param counts for each row that was bound how many it wrote; null where that is not known
     */
    void ran(ConnectionState connection, List<Touch> touches, long @Nullable [] counts) {
        List<RowFate> fates = new ArrayList<>();
        for (int i = 0; i < touches.size(); i++) {
            long count = counts == null || counts.length != touches.size() || counts[i] < 0 ? -1 : counts[i];
            if (count == 1) {
                fates.addAll(touches.get(i).seen());
            } else if (count != 0) {
                fates.addAll(touches.get(i).doubtful());
            }
        }
        if (fates.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        fates.replaceAll(
                fate -> fate instanceof RowFate.Moved moved ? new RowFate.Moved(moved.row(), moved.key(), now) : fate);
        OpenFates open = connection.fates(() -> new OpenFates(all -> follow(connection.database(), all)));
        open.add(fates);
        if (connection.isDistributed()) {
            open.inDoubt(); // Who ends it does not do so here.
        } else if (!transactions.inTransaction(connection)) {
            open.committed();
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
            } else {
                table.settle(
                        own,
                        fate instanceof RowFate.Ended ended
                                ? ended.outcome(now)
                                : new RowFate.Doubtful(fate.row()).outcome(now));
            }
        }
        return true;
    }

    /** The rows of one table that wait, as one connection sees them. */
    private final class Rows {
        private final ConnectionState connection;
        private final TableSnapshot table;
        private final String name;
        private final KeyUse use;
        private final boolean batch;
        private final Product product;

        Rows(ConnectionState connection, TableSnapshot table, String name, KeyUse use, boolean batch) {
            this.batch = batch;
            this.connection = connection;
            this.table = table;
            this.name = name;
            this.use = use;
            this.product = connection.database().product();
        }

        Touch touch(Bindings row) {
            Map<String, Object> before = key(use.keys(), row);
            List<WaitingRow> waiting = before.isEmpty() ? List.of() : under(before);
            if (use.sort() == KeyUse.Sort.ENDS) {
                // MySQL's triggers cannot put a row back into the table that fires them.
                boolean certain = counts() && (!table.rewritesRows() || product.speaksMySql());
                return certain ? new Touch(ended(waiting), List.of()) : Touch.NONE;
            }
            Map<String, Object> given = key(use.assigned(), row);
            if (before.isEmpty() || given.size() < use.assigned().size()) {
                List<RowFate> all = doubtful(quarantine.waiting().all(name));
                return new Touch(all, all);
            }
            Map<String, Object> after = new LinkedHashMap<>(before);
            after.putAll(given);
            return same(before, after) ? Touch.NONE : moved(waiting, after);
        }

        private Touch moved(List<WaitingRow> waiting, Map<String, Object> after) {
            // Nobody else is under a key that the database lets a row take: who was there is elsewhere, or gone.
            List<RowFate> seen = new ArrayList<>(doubtful(under(after)));
            List<RowFate> doubtful = new ArrayList<>(seen);
            doubtful.addAll(doubtful(waiting));
            // Of a batch one row may change what the next one finds.
            boolean known = !table.rewritesRows() && !batch && counts();
            waiting.forEach(each -> seen.add(new RowFate.Moved(each, after, Instant.EPOCH)));
            return new Touch(known ? seen : doubtful, doubtful);
        }

        /** Whether the database is known to count the rows that it wrote, and no others. */
        private boolean counts() {
            return product == Product.POSTGRESQL || product == Product.H2 || product.speaksMySql();
        }

        /** Empty where some value is not known, or not certain to be stored as it is. */
        private Map<String, Object> key(Map<String, @Nullable Value> values, Bindings row) {
            Map<String, Object> key = new LinkedHashMap<>();
            for (Map.Entry<String, @Nullable Value> each : values.entrySet()) {
                Object value = each.getValue() == null ? null : Quarantined.value(each.getValue(), row);
                if (value == null || stored(each.getKey(), value) == null) {
                    return Map.of();
                }
                key.put(each.getKey(), value);
            }
            return key;
        }

        private @Nullable StoredValue stored(String column, @Nullable Object value) {
            Column known = table.column(column);
            return known == null || value == null ? null : StoredValue.ofBound(value, known.type(), product);
        }

        private List<WaitingRow> under(Map<String, Object> key) {
            List<WaitingRow> committed = quarantine.waiting().under(name, key);
            OpenFates open = connection.openFates();
            List<WaitingRow> seen = open == null ? committed : open.seen(committed, name, key);
            return seen.stream().filter(row -> same(row.key(), key)).toList();
        }

        private boolean same(Map<String, Object> some, Map<String, Object> other) {
            return some.keySet().equals(other.keySet())
                    && some.entrySet().stream().allMatch(column -> {
                        StoredValue one = stored(column.getKey(), column.getValue());
                        return one != null && one.equals(stored(column.getKey(), other.get(column.getKey())));
                    });
        }
    }

    private static List<RowFate> ended(List<WaitingRow> rows) {
        return rows.stream().map(row -> (RowFate) new RowFate.Ended(row)).toList();
    }

    private static List<RowFate> doubtful(List<WaitingRow> rows) {
        return rows.stream().map(row -> (RowFate) new RowFate.Doubtful(row)).toList();
    }
}
