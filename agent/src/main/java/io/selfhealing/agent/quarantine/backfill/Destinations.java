package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.heal.Proof;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.Origin;
import io.selfhealing.agent.quarantine.RowMark;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out where kept values go now, from the tables as they are now. For one pass; each table is read once. */
final class Destinations {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final Connection own;
    private final Aliases aliases;
    private final Map<String, List<TableHistory>> tables = new HashMap<>();

    /** What becomes of values that go to one place. */
    sealed interface Answer {
        record Ready(Destination destination) implements Answer {}

        /** They go nowhere for now. */
        record Waits(String reason) implements Answer {}

        /** They go nowhere until somebody changes something about it. */
        record Refused(String reason) implements Answer {}
    }

    /** @param own for a guest, which is read on no other */
    Destinations(Database database, Connection own, Aliases aliases) {
        this.database = database;
        this.own = own;
        this.aliases = aliases;
    }

    /** @param value with a key */
    Answer of(LeftOut value, Set<String> keyColumns) {
        return of(value, keyColumns, value.column());
    }

    /** The same for another column than the value was written to. */
    Answer of(LeftOut value, Set<String> keyColumns, String name) {
        List<TableHistory> found = tables.computeIfAbsent(value.table(), this::read);
        if (found.size() != 1) {
            return new Answer.Waits(
                    found.isEmpty()
                            ? "the table is not there, or cannot be read"
                            : "the table's name has two meanings");
        }
        TableHistory history = found.get(0);
        TableSnapshot table = history.current();
        Origin origin = value.origin();
        if (origin != null && origin.table() != null && !origin.table().equals(table.identity())) {
            return new Answer.Refused("the table is another one of that name");
        }
        Column column = now(name, history);
        if (column == null) {
            return new Answer.Waits("the column is not there");
        }
        String former = former(name, column, history);
        if (former != null) {
            return new Answer.Waits(
                    "the column of that name may be what " + former + " was, which is gone: only the name came back");
        }
        if (column.source() == Column.Source.COMPUTED) {
            return new Answer.Refused(column.name() + " is computed by the database");
        }
        Map<String, Column> keys = keys(keyColumns, history);
        if (!keys.values().stream()
                .map(Column::name)
                .sorted()
                .toList()
                .equals(table.primaryKey().stream().sorted().toList())) {
            return new Answer.Refused("the table's primary key is another");
        }
        RowMark row = value.row();
        Map<String, Column> others = row == null ? Map.of() : keys(row.columns().keySet(), history);
        boolean versioned = row != null && row.version() != null && database.product() == Product.POSTGRESQL;
        return new Answer.Ready(new Destination(table, column, keys, others, versioned, database.product()));
    }

    private Map<String, Column> keys(Set<String> names, TableHistory history) {
        Map<String, Column> keys = new LinkedHashMap<>();
        for (String name : names) {
            Column column = now(name, history);
            if (column != null) {
                keys.put(name, column);
            }
        }
        return keys;
    }

    /** By its own name, or the one that proof gives it. */
    private @Nullable Column now(String name, TableHistory history) {
        TableSnapshot table = history.current();
        Column own = table.column(name);
        if (own != null) {
            return own;
        }
        String other = Proof.columnNow(name, history, database.dialect(), aliases.of(table, database.dialect()));
        return other == null || aliases.isUndone(table, name, other) ? null : table.column(other);
    }

    /** The column of which the one that has the name now may be a new name; null where nothing says so. */
    private static @Nullable String former(String name, Column column, TableHistory history) {
        if (!column.name().equals(name)) {
            return null;
        }
        String identity = column.identity();
        for (TableSnapshot earlier : history.earlier()) {
            Column then = earlier.column(name);
            if (then != null && (identity == null || identity.equals(then.identity()))) {
                return null; // As far back as that it was there.
            }
            for (Column other : then == null ? earlier.columns() : List.<Column>of()) {
                boolean same = identity == null
                        ? history.current().column(other.name()) == null
                                && other.type().family() == column.type().family()
                        : identity.equals(other.identity());
                if (same && !other.name().equals(name)) {
                    return other.name();
                }
            }
        }
        return null;
    }

    /** A schema's name may have a point in it. */
    private List<TableHistory> read(String name) {
        List<TableHistory> found = new ArrayList<>();
        for (int point = name.indexOf('.'); point > 0; point = name.indexOf('.', point + 1)) {
            found.add(read(new TableKey(List.of(name.substring(0, point)), name.substring(point + 1))));
        }
        found.removeIf(Objects::isNull);
        return found;
    }

    private @Nullable TableHistory read(TableKey key) {
        TableView view = database.guest() ? database.readAs(own, key) : database.refreshNow(key, PATIENCE);
        return view instanceof TableView.Known known
                        && known.history().current().kind() == TableSnapshot.Kind.TABLE
                ? known.history()
                : null;
    }
}
