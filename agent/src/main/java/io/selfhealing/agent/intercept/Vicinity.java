package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Standing;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Identifier;
import io.selfhealing.agent.sql.Neighbours;
import io.selfhealing.agent.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables that one statement names, as they are known while it is planned: each is looked at once, when the statement depends on
 * it. Used by one thread.
 */
final class Vicinity implements Neighbours {
    private final TableName written;
    private final TableHistory ours;
    private final List<String> path;
    private final Dialect dialect;
    private final Function<TableKey, Look> looks;
    private final Map<TableKey, Look> looked = new HashMap<>();

    /**
     * @param view what is shown of it now
     */
    record Look(TableCell cell, TableView view) {}

    /**
     * @param written the table that the statement writes, as it names it
     * @param ours what is known of it
     * @param path along which it was looked for
     */
    Vicinity(TableName written, TableHistory ours, List<String> path, Dialect dialect, Function<TableKey, Look> looks) {
        this.written = written;
        this.ours = ours;
        this.path = path;
        this.dialect = dialect;
        this.looks = looks;
    }

    @Override
    public Ownership of(TableName table, String column) {
        if (isWritten(table)) {
            return had(ours, column) ? Ownership.OWNED : Ownership.NOT_OWNED;
        }
        TableKey key = key(table);
        Look look = key == null ? null : looked.computeIfAbsent(key, looks);
        if (look == null || !(look.view() instanceof TableView.Known known)) {
            return Ownership.UNKNOWN;
        }
        TableHistory theirs = known.history();
        if (theirs.current().kind() != TableSnapshot.Kind.TABLE
                || !theirs.renames().isEmpty()) {
            return Ownership.UNKNOWN;
        }
        List<TableSnapshot> shapes = shapes(theirs);
        boolean now = theirs.current().column(column) != null;
        boolean always = shapes.stream().allMatch(shape -> (shape.column(column) != null) == now);
        return !always || !reachesBack(shapes, column)
                ? Ownership.UNKNOWN
                : now ? Ownership.OWNED : Ownership.NOT_OWNED;
    }

    /** How the statement may name a table that was looked at; null where the path of its schema is not known. */
    private @Nullable TableKey key(TableName table) {
        String name = table.table().tableName(dialect);
        Identifier schema = table.schema();
        if (schema != null) {
            return new TableKey(List.of(schema.tableName(dialect)), name);
        }
        return written.schema() == null ? new TableKey(path, name) : null;
    }

    private boolean isWritten(TableName table) {
        return Objects.equals(schema(table), schema(written))
                && table.table().tableName(dialect).equals(written.table().tableName(dialect));
    }

    private @Nullable String schema(TableName table) {
        Identifier schema = table.schema();
        return schema == null ? null : schema.tableName(dialect);
    }

    private static List<TableSnapshot> shapes(TableHistory history) {
        return Stream.concat(Stream.of(history.current()), history.earlier().stream())
                .toList();
    }

    static boolean had(TableHistory history, String column) {
        return shapes(history).stream().anyMatch(shape -> shape.column(column) != null)
                || history.renames().stream().anyMatch(rename -> rename.from().equals(column));
    }

    /**
     * Whether the other table was known already when ours still had the column: what a name meant then is what the application means
     * by it.
     */
    private boolean reachesBack(List<TableSnapshot> theirs, String column) {
        Instant lost = null;
        for (TableSnapshot shape : shapes(ours)) {
            if (shape.column(column) != null) {
                break;
            }
            lost = shape.seen();
        }
        return lost == null || !theirs.get(theirs.size() - 1).seen().isAfter(lost);
    }

    /** As long as each table is what it was when it was looked at. */
    Standing standing() {
        List<Look> all = new ArrayList<>(looked.values());
        return () -> all.stream().allMatch(look -> look.cell().view() == look.view());
    }
}
