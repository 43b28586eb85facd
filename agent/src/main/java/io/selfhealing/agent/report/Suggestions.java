package io.selfhealing.agent.report;

import io.selfhealing.agent.report.Mismatch.ChangedType;
import io.selfhealing.agent.report.Mismatch.MissingColumn;
import io.selfhealing.agent.report.Mismatch.OmittedColumn;
import io.selfhealing.agent.report.Mismatch.RenamedColumn;
import io.selfhealing.agent.report.Mismatch.RenamedTable;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.KnownTable;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws suggestions from what a home holds: the events, and the pasts of tables. Connects to nothing. */
public final class Suggestions {
    private final String database;
    private final Product product;
    private final KnownTables known;
    private final Map<Mismatch, Sightings> seen;

    private Suggestions(String database, KnownTables known, Map<Mismatch, Sightings> seen) {
        this.database = database;
        this.product = known.product();
        this.known = known;
        this.seen = seen;
    }

    /**
     * One for each mismatch, those met most often first.
     *
     * @throws IOException where the home cannot be read
     */
    public static List<Suggestion> of(Path home) throws IOException {
        Map<String, Map<Mismatch, Sightings>> byDatabase = new LinkedHashMap<>();
        SeenEvents.forEach(
                home,
                event -> Findings.of(event)
                        .forEach(mismatch -> byDatabase
                                .computeIfAbsent(event.database(), d -> new LinkedHashMap<>())
                                .computeIfAbsent(mismatch, m -> new Sightings())
                                .add(event, mismatch)));
        List<KnownTable> ledger = KnownTables.all(home);
        List<Suggestion> all = new ArrayList<>();
        byDatabase.forEach((database, seen) -> {
            KnownTables known = KnownTables.of(ledger, database, product(database));
            Suggestions suggestions = new Suggestions(database, known, seen);
            seen.keySet().forEach(mismatch -> all.add(suggestions.one(mismatch)));
        });
        all.sort(Comparator.comparingLong(Suggestion::count).reversed().thenComparing(Suggestion::id));
        return all;
    }

    /** Those for some of the mismatches that were met in this process. */
    static List<Suggestion> of(
            List<KnownTable> ledger, String database, Map<Mismatch, Sightings> seen, Set<Mismatch> wanted) {
        KnownTables known = KnownTables.of(ledger, database, product(database));
        Suggestions suggestions = new Suggestions(database, known, seen);
        return wanted.stream().map(suggestions::one).toList();
    }

    static Product product(String database) {
        return Product.ofUrl(database.startsWith("jdbc:") ? database : "jdbc:" + database);
    }

    private Suggestion one(Mismatch mismatch) {
        Sightings sightings = seen.getOrDefault(mismatch, new Sightings());
        Drawn drawn = drawn(mismatch, sightings);
        Change change = drawn.change();
        KnownTable table = known.table(mismatch.changed());
        boolean over = isOver(drawn.mismatch(), sightings);
        String key = mismatch.kind() + "\n" + database + "\n" + mismatch.table() + "\n" + mismatch.subject();
        return new Suggestion(
                Shape.hash(key, 10),
                database,
                drawn.mismatch(),
                change,
                change.additive() && !change.sql().isEmpty() && !sightings.onlySuggested() && !over,
                over,
                drawn.ground(),
                sightings.count(),
                sightings.counts(),
                sightings.first(),
                sightings.last(),
                sightings.grounds().stream().map(Suggestions::told).toList(),
                drawn.application(),
                sightings.statements(),
                table == null ? null : Shape.fingerprint(table.last()));
    }

    private boolean isOver(Mismatch mismatch, Sightings sightings) {
        KnownTable table = known.table(mismatch.table());
        return table != null && table.last().seen().isAfter(sightings.last()) && mismatch.isEnded(table.last());
    }

    private static String told(SeenEvent.Ground ground) {
        return String.format(Locale.ROOT, "%s (%.2f): %s", ground.kind(), ground.confidence(), ground.detail());
    }

    /**
     * A change and its reasons.
     *
     * @param mismatch the same with what has become known of it
     */
    private record Drawn(Mismatch mismatch, Change change, String ground, String application) {}

    private Drawn drawn(Mismatch mismatch, Sightings sightings) {
        Ddl ddl = Ddl.of(product);
        if (mismatch instanceof MissingColumn missing) {
            return missing(missing, sightings, ddl);
        }
        if (mismatch instanceof RenamedColumn renamed) {
            return renamed(renamed, sightings, ddl);
        }
        if (mismatch instanceof OmittedColumn omitted) {
            return omitted(omitted, sightings, ddl);
        }
        return mismatch instanceof RenamedTable table
                ? renamed(table, ddl)
                : changed((ChangedType) mismatch, sightings, ddl);
    }

    private static Change unwritten(Product product) {
        return Change.none("SQL is not written for " + product);
    }

    private Drawn missing(MissingColumn missing, Sightings sightings, @Nullable Ddl ddl) {
        String application = "take " + missing.column() + " out of the statement";
        KnownTable table = known.table(missing.table());
        ColumnTypes.Chosen type =
                new ColumnTypes(product).of(missing.column(), table, known.tables(), sightings.types());
        if (ddl == null || type == null) {
            Change none = ddl == null ? unwritten(product) : Change.none("nothing tells of which type it should be");
            return new Drawn(missing, none, "", application);
        }
        Change change = ddl.addColumn(missing.table(), missing.column(), type.sql());
        if (sightings.counts().containsKey("left_out")) {
            change = change.minding(
                    "values that were left out wait in quarantine, and go back into their rows when the column is there"
                            + " again, unless selfhealing.quarantine.backfill is off");
        }
        for (String name : otherNames(missing, sightings)) {
            change = change.toBeChosen(
                    "it may be called " + name + " now: then a second column of the same meaning would come to be");
        }
        for (String name : new Unmentioned(missing, sightings, product).in(table)) {
            change = change.toBeChosen(
                    "it may be called " + name + " now, which is of its type and in no statement here:"
                            + " then a second column of the same meaning would come to be; alias HOME "
                            + missing.table() + "." + missing.column() + "=" + name + " says that it is");
        }
        return new Drawn(missing, change, type.ground(), application);
    }

    private Set<String> otherNames(MissingColumn missing, Sightings sightings) {
        Set<String> names = new LinkedHashSet<>(sightings.guesses());
        for (Mismatch other : seen.keySet()) {
            if (other instanceof RenamedColumn renamed
                    && renamed.table().equals(missing.table())
                    && renamed.from().equals(missing.column())) {
                names.add(renamed.to());
            }
        }
        return names;
    }

    private Drawn renamed(RenamedColumn renamed, Sightings sightings, @Nullable Ddl ddl) {
        String healed = sightings.firstHealedSql();
        KnownTable table = known.table(renamed.table());
        String view = ddl == null || table == null
                ? null
                : ddl.viewFor(renamed.table(), formerNames(table.last(), renamed.table()));
        String application = "write " + renamed.to() + " instead of " + renamed.from()
                + (healed == null ? "" : ", as the healed statement does")
                + (view == null ? "" : "; or change neither: " + view);
        String ground = sightings.onlySuggested()
                ? "thought possible, and not sure enough to be done"
                : "the statement reads well with the column's present name: changing the application is the way out";
        Change change = ddl == null
                ? unwritten(product)
                : ddl.renameColumn(renamed.table(), renamed.to(), renamed.from())
                        .minding("takes back what somebody did on purpose");
        return new Drawn(renamed, change, ground, application);
    }

    private Drawn omitted(OmittedColumn omitted, Sightings sightings, @Nullable Ddl ddl) {
        String application = "write " + omitted.column() + " in the INSERT";
        if (ddl == null) {
            return new Drawn(omitted, unwritten(product), "", application);
        }
        KnownTable table = known.table(omitted.table());
        Column now = table == null ? null : table.last().column(omitted.column());
        String expression = FilledColumn.expression(sightings.statements(), omitted.column(), product);
        if (expression != null) {
            return new Drawn(
                    omitted,
                    ddl.setDefault(omitted.table(), omitted.column(), expression, now),
                    "the agent fills it so",
                    application);
        }
        return new Drawn(
                omitted,
                ddl.allowNull(omitted.table(), omitted.column(), now)
                        .minding("a default would be better, and only people know which: ALTER COLUMN … SET DEFAULT …"),
                "nothing tells which value it should have",
                application);
    }

    private Drawn renamed(RenamedTable renamed, @Nullable Ddl ddl) {
        String application = "write to " + renamed.to() + ", as the healed statement does";
        if (ddl == null) {
            return new Drawn(renamed, unwritten(product), "", application);
        }
        KnownTable now = known.table(renamed.to());
        Map<String, String> columns = new LinkedHashMap<>();
        if (now != null) {
            columns.putAll(formerNames(now.last(), renamed.to()));
        }
        return new Drawn(
                renamed,
                ddl.standIn(renamed.table(), renamed.to(), columns),
                "the table is known to be the one that had that name: changing the application is the way out",
                application);
    }

    /** By what the application calls it, each column of a table. */
    private Map<String, String> formerNames(TableSnapshot table, TableRef ref) {
        Map<String, String> columns = new LinkedHashMap<>();
        table.columns().forEach(column -> columns.put(former(column.name(), ref), column.name()));
        return columns;
    }

    /** What the application calls a column of a table. */
    private String former(String column, TableRef table) {
        for (Mismatch mismatch : seen.keySet()) {
            if (mismatch instanceof RenamedColumn renamed
                    && renamed.table().equals(table)
                    && renamed.to().equals(column)) {
                return renamed.from();
            }
        }
        return column;
    }

    private Drawn changed(ChangedType changed, Sightings sightings, @Nullable Ddl ddl) {
        KnownTable table = known.table(changed.table());
        TableSnapshot then = table == null ? null : shapeAt(table, sightings.last());
        Column now = then == null ? null : then.column(changed.column());
        String application = "bind what " + changed.column() + " takes"
                + (now == null ? "" : ", which is " + now.type().name())
                + (sightings.types().isEmpty() ? "" : ", and not " + String.join(", ", sightings.types()));
        if (ddl == null) {
            return new Drawn(changed, unwritten(product), "", application);
        }
        Column before = table == null || now == null ? null : otherwise(table, now);
        Map<String, String> labels = before == null || now == null ? Map.of() : LostLabels.of(before, now);
        if (now != null && !labels.isEmpty()) {
            return new Drawn(
                    new ChangedType(
                            changed.table(),
                            changed.column(),
                            labels.keySet().iterator().next()),
                    ddl.restoreLabels(changed.table(), now, labels),
                    "labels that it had when it was last seen otherwise",
                    application);
        }
        ColumnTypes types = new ColumnTypes(product);
        ColumnTypes.Chosen type = before == null
                ? types.ofBound(sightings.types())
                : new ColumnTypes.Chosen(
                        types.spelled(before.type()), "it was " + before.type().name() + " before");
        Change change = type == null
                ? Change.none("nothing tells of which type it should be")
                : ddl.changeType(changed.table(), changed.column(), type.sql(), now);
        String wanted = type == null ? "" : ColumnTypes.bare(type.sql());
        return new Drawn(
                new ChangedType(changed.table(), changed.column(), wanted),
                change,
                type == null ? "" : type.ground(),
                application);
    }

    /** As it was when the mismatch was met last: it may have been mended since. */
    private static TableSnapshot shapeAt(KnownTable table, Instant time) {
        for (TableSnapshot shape : table.shapes()) {
            if (!shape.seen().isAfter(time)) {
                return shape;
            }
        }
        return table.last();
    }

    /** The column in the newest shape in which it had another type; null where it had none. */
    private static @Nullable Column otherwise(KnownTable table, Column now) {
        for (TableSnapshot shape : table.shapes()) {
            Column column = shape.column(now.name());
            if (column != null && !column.type().equals(now.type())) {
                return column;
            }
        }
        return null;
    }
}
