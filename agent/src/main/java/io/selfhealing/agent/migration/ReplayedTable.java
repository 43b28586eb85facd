package io.selfhealing.agent.migration;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.MigratedPast;
import io.selfhealing.agent.schema.MigratedRename;
import io.selfhealing.agent.schema.TableSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One table while migrations are replayed on it. A column stays itself under every name; one that comes again is another. */
final class ReplayedTable {
    /** One column through all of its names. */
    private static final class Lineage {
        private @Nullable Column now;
        private String renamedBy = "";

        Lineage(Column now) {
            this.now = now;
        }
    }

    /** A shape as it was, under whatever name the table has later. */
    private record Shape(List<Column> columns, List<String> primaryKey) {}

    private final List<Lineage> living = new ArrayList<>();
    private final Map<String, Set<Lineage>> bearers = new LinkedHashMap<>();
    private final List<Shape> shapes = new ArrayList<>();
    private List<String> primaryKey = List.of();
    private int lastPosition;
    private @Nullable String broken;

    /** Why nothing can be told of the table; null where something can. */
    @Nullable
    String broken() {
        return broken;
    }

    void breakAt(String reason) {
        if (broken == null) {
            broken = reason;
        }
    }

    boolean has(String column) {
        return living.stream().anyMatch(each -> isCalled(each, column));
    }

    void add(String name, ColumnType type, boolean required, Column.Source source) throws Unreadable {
        if (has(name)) {
            throw new Unreadable("there is a column " + name + " already");
        }
        Lineage column = new Lineage(new Column(name, ++lastPosition, type, required, source, null, ""));
        living.add(column);
        bear(name, column);
    }

    void drop(String name) throws Unreadable {
        Lineage column = find(name);
        column.now = null;
        living.remove(column);
        primaryKey = primaryKey.contains(name) ? List.of() : primaryKey;
    }

    void rename(String from, String to, String source) throws Unreadable {
        if (from.equals(to)) {
            return;
        }
        if (has(to)) {
            throw new Unreadable("there is a column " + to + " already");
        }
        Lineage column = find(from);
        replace(
                column,
                old -> new Column(
                        to, old.position(), old.type(), old.required(), old.source(), old.identity(), old.comment()));
        column.renamedBy = source;
        bear(to, column);
        primaryKey = primaryKey.stream().map(key -> key.equals(from) ? to : key).toList();
    }

    void retype(String name, ColumnType type) throws Unreadable {
        replace(
                find(name),
                old -> new Column(
                        old.name(), old.position(), type, old.required(), old.source(), old.identity(), old.comment()));
    }

    void require(String name, boolean required) throws Unreadable {
        replace(
                find(name),
                old -> new Column(
                        old.name(), old.position(), old.type(), required, old.source(), old.identity(), old.comment()));
    }

    void key(List<String> columns) throws Unreadable {
        for (String column : columns) {
            require(column, true);
        }
        primaryKey = List.copyOf(columns);
    }

    /** Notes what the table looks like now. */
    void settle() {
        Shape shape = new Shape(columns(), primaryKey);
        if (shapes.isEmpty() || !shapes.get(shapes.size() - 1).equals(shape)) {
            shapes.add(shape);
        }
    }

    int shapes() {
        return shapes.size();
    }

    /** All that is told of the table under the name that it has in the end. */
    MigratedPast past(String schema, String name) {
        List<TableSnapshot> newestFirst = new ArrayList<>();
        for (int i = shapes.size() - 1; i >= 0; i--) {
            newestFirst.add(snapshot(schema, name, i));
        }
        return new MigratedPast(newestFirst, renames(), shared());
    }

    /** How the table is now, under a name that it is about to lose. */
    TableSnapshot now(String schema, String name) {
        settle();
        return snapshot(schema, name, shapes.size() - 1);
    }

    private TableSnapshot snapshot(String schema, String name, int index) {
        Shape shape = shapes.get(index);
        return new TableSnapshot(
                schema,
                name,
                null,
                shape.columns(),
                shape.primaryKey(),
                TableSnapshot.Kind.TABLE,
                false,
                Instant.EPOCH.plusSeconds(index));
    }

    private List<MigratedRename> renames() {
        List<MigratedRename> renames = new ArrayList<>();
        bearers.forEach((name, columns) -> {
            Lineage only = columns.iterator().next();
            if (columns.size() == 1 && only.now != null && !only.now.name().equals(name)) {
                renames.add(new MigratedRename(name, only.now.name(), only.renamedBy));
            }
        });
        return renames;
    }

    private Set<String> shared() {
        Set<String> shared = new HashSet<>();
        bearers.forEach((name, columns) -> {
            if (columns.size() > 1) {
                shared.add(name);
            }
        });
        return shared;
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (Lineage each : living) {
            if (each.now != null) {
                columns.add(each.now);
            }
        }
        return columns;
    }

    private void bear(String name, Lineage column) {
        bearers.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(column);
    }

    private Lineage find(String name) throws Unreadable {
        for (Lineage each : living) {
            if (isCalled(each, name)) {
                return each;
            }
        }
        throw new Unreadable("there is no column " + name);
    }

    private static boolean isCalled(Lineage column, String name) {
        return column.now != null && column.now.name().equals(name);
    }

    private static void replace(Lineage column, UnaryOperator<Column> change) {
        if (column.now != null) {
            column.now = change.apply(column.now);
        }
    }
}
