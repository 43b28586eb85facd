package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.Origin;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.RowFate;
import io.selfhealing.agent.quarantine.Waiting;
import io.selfhealing.agent.quarantine.WaitingRow;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.DatabaseIdentity;
import io.selfhealing.agent.schema.StoredValue;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees what the application's own writes do to rows of which values are in quarantine: a row that goes takes its values with it, one
 * that gets another key has them under that. Looks at a write only while something waits for its table, and asks the connection what
 * the table's name means there only where a row is concerned for which something waits.
 */
final class RowWatch {
    private static final String MAY_BE_GONE =
            "the application took rows away, and it cannot be told whether this was one";
    private static final String MAY_BE_ANOTHER = "the application may have deleted the row and made another one";

    private final Quarantine quarantine;
    private final Fates fates;
    private final RowProbe probe;
    private final Planner planner;
    private final PlanVerifier verifier;
    private final InstantSource clock;

    RowWatch(
            Quarantine quarantine,
            Fates fates,
            RowProbe probe,
            Planner planner,
            PlanVerifier verifier,
            InstantSource clock) {
        this.quarantine = quarantine;
        this.fates = fates;
        this.probe = probe;
        this.planner = planner;
        this.verifier = verifier;
        this.clock = clock;
    }

    /**
     * What a write that is about to run will have done.
     *
     * @param seen where it is seen to have written one row
     * @param doubtful where it may have written any number of rows
     * @param asked rows of which the database is asked afterwards whether they are still there
     * @param table in which they are
     * @param taking how it takes them away
     */
    record Touch(List<RowFate> seen, List<RowFate> doubtful, List<WaitingRow> asked, String table, Taking taking) {
        static final Touch NONE = new Touch(List.of(), List.of());

        Touch(List<RowFate> seen, List<RowFate> doubtful) {
            this(seen, doubtful, List.of(), "", Taking.SOME);
        }

        Touch doubted() {
            List<WaitingRow> rows = seen.stream().map(RowFate::row).toList();
            return new Touch(RowWatch.doubtful(rows, MAY_BE_ANOTHER), doubtful, asked, table, taking);
        }

        boolean isNone() {
            return seen.isEmpty() && doubtful.isEmpty() && asked.isEmpty();
        }
    }

    /** How a statement takes rows away. */
    enum Taking {
        /** The one under a key: where one went, that was it. */
        ONE,
        /** Whichever the database found. */
        SOME,
        /** Whichever it found, and others may have come in their place. */
        AND_GIVING,
        /** None: it makes one, or fails. */
        MAKING
    }

    /** Whether nothing waits anywhere. */
    boolean idle() {
        quarantine.learn();
        return quarantine.waiting().isEmpty();
    }

    /**
     * To be called before the write runs: what is under a key after it may be another row.
     *
     * @return for each row that was bound what that does; empty where nothing that waits is concerned, null where it cannot be told
     *     whether anything is
     */
    @Nullable
    List<Touch> before(ConnectionState connection, Plan plan, List<Bindings> rows) {
        TableSnapshot table = plan.table();
        Database database = connection.database();
        DatabaseIdentity identity = database.identity();
        if (table == null) {
            return null;
        }
        Origin origin = identity == null ? null : new Origin(identity.text(), table.identity());
        String name = Waiting.table(database.name(), origin, Recorder.tableName(plan));
        if (!quarantine.waiting().holds(name)) {
            return origin == null
                    ? null
                    : List.of(); // Not known yet: an earlier process may have left something for its rows.
        }
        KeyUse use =
                KeyUse.of(planner.parsed(plan.original(), database.dialect()), table, plan.steps(), database.dialect());
        if (use.sort() == KeyUse.Sort.NONE) {
            return List.of();
        }
        Rows found = new Rows(connection, table, Recorder.tableName(plan), name, use, rows.size() > 1);
        List<Touch> touches = rows.stream().map(found::touch).toList();
        if (touches.stream().allMatch(Touch::isNone)) {
            return List.of();
        }
        Boolean meant = verifier.means(connection, plan);
        if (meant == null && use.makes()) { // The table was changed just now: it may still be the one.
            return touches.stream().map(Touch::doubted).toList();
        }
        return meant == null ? null : meant ? touches : List.of();
    }

    /**
     * The write ran.
     *
     * @param touches as of {@link #before}
     * @param counts for each row that was bound how many it wrote; null where that is not known
     */
    void ran(ConnectionState connection, List<Touch> touches, long @Nullable [] counts) {
        List<RowFate> all = new ArrayList<>();
        for (int i = 0; i < touches.size(); i++) {
            Touch touch = touches.get(i);
            long count = counts == null || counts.length != touches.size() || counts[i] < 0 ? -1 : counts[i];
            if (count == 1 || (count < 0 && touch.taking() == Taking.MAKING)) {
                all.addAll(touch.seen());
            } else if (count != 0) {
                all.addAll(touch.doubtful());
            }
            if (count != 0) {
                all.addAll(gone(connection, touch.table(), touch.asked(), touch.taking(), count == 1));
            }
        }
        Instant now = clock.instant();
        all.replaceAll(
                fate -> fate instanceof RowFate.Moved moved ? new RowFate.Moved(moved.row(), moved.key(), now) : fate);
        fates.add(connection, all);
    }

    /** It failed, and may have run in part. */
    void mayHaveRun(ConnectionState connection, List<Touch> touches) {
        ran(
                connection,
                touches.stream()
                        .filter(touch -> touch.taking() != Taking.MAKING)
                        .toList(),
                null);
    }

    /**
     * A text ran that may have taken rows away, and is not followed row by row: of none that waits in the tables that it names is
     * it known any more whether it is there, but of those that a single DELETE left.
     *
     * @param committed whether it has ended the transaction
     */
    void swept(ConnectionState connection, String sql, Taking taking, boolean committed) {
        List<RowFate> all = new ArrayList<>();
        quarantine.waiting().tables(connection.database().name()).forEach((table, name) -> {
            if (Sweep.names(sql, name.substring(name.lastIndexOf('.') + 1))) {
                List<WaitingRow> rows = all(connection, table);
                all.addAll(
                        taking == Taking.SOME
                                ? gone(connection, name, rows, taking, false)
                                : doubtful(rows, MAY_BE_ANOTHER));
            }
        });
        if (committed) {
            fates.decided(connection, all);
        } else {
            fates.add(connection, all);
        }
    }

    /** Those that the connection can see: not what another one has written and not committed. */
    private List<WaitingRow> all(ConnectionState connection, String table) {
        List<WaitingRow> rows = quarantine.waiting().all(table).stream()
                .filter(row -> !quarantine.waiting().isOpen(row.ticket()) || connection.hasWritten(row.ticket()))
                .toList();
        OpenFates open = connection.openFates();
        return open == null ? rows : open.seen(rows, table);
    }

    /**
     * What is known of rows after a statement took some away. That one is not there is no proof that it went: a transaction may not
     * see yet what another one wrote.
     *
     * @param one whether the database says that it took exactly one
     */
    private List<RowFate> gone(
            ConnectionState connection, String table, List<WaitingRow> rows, Taking taking, boolean one) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<WaitingRow> present = probe.present(connection, table, rows);
        List<RowFate> found = new ArrayList<>();
        for (WaitingRow row : rows) {
            if (present == null || !present.contains(row)) {
                found.add(
                        present != null && taking == Taking.ONE && one
                                ? new RowFate.Ended(row)
                                : new RowFate.Doubtful(row, MAY_BE_GONE));
            } else if (taking != Taking.SOME) {
                found.add(new RowFate.Doubtful(row, MAY_BE_ANOTHER));
            }
        }
        return found;
    }

    /** The rows of one table that wait, as one connection sees them. */
    private final class Rows {
        private final ConnectionState connection;
        private final TableSnapshot table;
        private final String shown;
        private final String name;
        private final KeyUse use;
        private final boolean batch;
        private final Product product;

        Rows(ConnectionState connection, TableSnapshot table, String shown, String name, KeyUse use, boolean batch) {
            this.shown = shown;
            this.batch = batch;
            this.connection = connection;
            this.table = table;
            this.name = name;
            this.use = use;
            this.product = connection.database().product();
        }

        Touch touch(Bindings row) {
            Map<String, Object> before = key(use.keys(), row);
            if (use.sort() == KeyUse.Sort.ENDS) {
                boolean certain = !before.isEmpty() && isSpelledInOneWay(before);
                List<WaitingRow> asked = certain ? under(before) : all(connection, name);
                Taking some = table.rewritesRows() ? Taking.AND_GIVING : Taking.SOME;
                return new Touch(List.of(), List.of(), asked, shown, certain ? Taking.ONE : some);
            }
            List<WaitingRow> waiting = before.isEmpty() ? List.of() : under(before);
            if (use.sort() == KeyUse.Sort.REPLACES) {
                boolean certain = !before.isEmpty() && isSpelledInOneWay(before);
                List<RowFate> ended = waiting.stream()
                        .map(each -> (RowFate) new RowFate.Ended(each, "the application replaced the row"))
                        .toList();
                return new Touch(ended, ended, all(connection, name), shown, certain ? Taking.SOME : Taking.AND_GIVING);
            }
            if (use.makes()) {
                List<RowFate> ended = table.rewritesRows() ? doubtful(waiting, MAY_BE_ANOTHER) : madeAnew(waiting);
                return new Touch(ended, List.of(), List.of(), shown, making(use.sort()));
            }
            Map<String, Object> given = key(use.assigned(), row);
            if (before.isEmpty() || given.size() < use.assigned().size()) {
                List<RowFate> every = doubtful(quarantine.waiting().all(name));
                return new Touch(every, every);
            }
            Map<String, Object> after = new LinkedHashMap<>(before);
            after.putAll(given);
            return same(before, after) ? Touch.NONE : moved(waiting, after);
        }

        private Taking making(KeyUse.Sort sort) {
            return sort == KeyUse.Sort.MAKES ? Taking.MAKING : Taking.SOME;
        }

        /** Whether two keys that are written otherwise are two keys: not where case or accents may be passed over. */
        private boolean isSpelledInOneWay(Map<String, Object> key) {
            return product == Product.POSTGRESQL || key.values().stream().noneMatch(String.class::isInstance);
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

    /** The database lets nobody have a key twice: the row that had it went, whoever took it away. */
    private static List<RowFate> madeAnew(List<WaitingRow> rows) {
        return rows.stream()
                .map(row -> (RowFate) new RowFate.Ended(row, "the application made the row anew"))
                .toList();
    }

    private static List<RowFate> doubtful(List<WaitingRow> rows, String why) {
        return rows.stream()
                .map(row -> (RowFate) new RowFate.Doubtful(row, why))
                .toList();
    }

    private static List<RowFate> doubtful(List<WaitingRow> rows) {
        return rows.stream().map(row -> (RowFate) new RowFate.Doubtful(row)).toList();
    }
}
