package io.selfhealing.agent.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What migrations that were imported tell of a table. It counts only where the table was seen as they leave it.
 *
 * @param shapes newest first, so that the first is where the migrations end; columns have no identity
 * @param renames each old name at most once
 * @param shared names that more than one column has borne, so that a statement does not tell which one it means
 */
public record MigratedPast(List<TableSnapshot> shapes, List<MigratedRename> renames, Set<String> shared) {
    /** Nothing. */
    public static final MigratedPast NONE = new MigratedPast(List.of(), List.of(), Set.of());

    private static final int MOST_SHAPES = 50;
    private static final int MOST_RENAMES = 1_600;

    public MigratedPast {
        shapes = List.copyOf(shapes.subList(0, Math.min(MOST_SHAPES, shapes.size())));
        renames = List.copyOf(renames.subList(0, Math.min(MOST_RENAMES, renames.size())));
        shared = Set.copyOf(shared);
    }

    /**
     * What of it holds for a table that was seen so: nothing where none of what was seen is the end of the migrations. What
     * happened since is followed by what was seen.
     *
     * @param earlier other shapes that it was seen in, newest first
     */
    MigratedPast upTo(TableSnapshot current, List<TableSnapshot> earlier) {
        if (shapes.isEmpty()) {
            return NONE;
        }
        List<TableSnapshot> seen =
                Stream.concat(Stream.of(current), earlier.stream()).toList();
        for (int i = 0; i < seen.size(); i++) {
            if (agree(shapes.get(0), seen.get(i))) {
                return new MigratedPast(unseen(seen, types(seen.get(i))), followed(seen, i), shared);
            }
        }
        return NONE;
    }

    /** Whether the migrations leave the table as it was seen there: the same names, and values of the same kind in them. */
    public boolean endsAs(TableSnapshot seen) {
        return !shapes.isEmpty() && agree(shapes.get(0), seen);
    }

    /** Whether a replayed shape has the columns that a table was seen with, and values of the same kind in them. */
    private static boolean agree(TableSnapshot replayed, TableSnapshot seen) {
        return seen.kind() == TableSnapshot.Kind.TABLE
                && replayed.columns().size() == seen.columns().size()
                && replayed.columns().stream().allMatch(column -> agree(column, seen.column(column.name())));
    }

    private static boolean agree(Column replayed, @Nullable Column seen) {
        return seen != null
                && (replayed.type().family() == seen.type().family()
                        || replayed.type().name().equalsIgnoreCase(seen.type().name()));
    }

    /** The renames as of today; one whose names were both borne at once, or whose old name was borne again since, is none. */
    private List<MigratedRename> followed(List<TableSnapshot> seen, int end) {
        List<MigratedRename> followed = new ArrayList<>();
        for (MigratedRename rename : renames) {
            boolean borneAgain = seen.subList(0, end).stream().anyMatch(shape -> shape.column(rename.from()) != null);
            boolean together = seen.stream()
                    .anyMatch(shape -> shape.column(rename.from()) != null && shape.column(rename.to()) != null);
            String now = borneAgain || together ? null : now(rename.to(), seen, end);
            if (now != null) {
                followed.add(new MigratedRename(rename.from(), now, rename.source()));
            }
        }
        return followed;
    }

    /** What a column is called today that had that name where the migrations end; null where that is not known for certain. */
    private static @Nullable String now(String name, List<TableSnapshot> seen, int end) {
        Column then = seen.get(end).column(name);
        if (then == null || then.identity() == null) {
            boolean stayed = seen.subList(0, end).stream().allMatch(shape -> shape.column(name) != null);
            return then != null && stayed ? name : null;
        }
        for (Column column : seen.get(0).columns()) {
            if (then.identity().equals(column.identity())) {
                return column.name();
            }
        }
        return null;
    }

    /** Types as the migrations spell them → as the database does, where the end of the migrations tells. */
    private Map<ColumnType, ColumnType> types(TableSnapshot seen) {
        Map<ColumnType, ColumnType> types = new HashMap<>();
        Set<ColumnType> several = new HashSet<>();
        for (Column replayed : shapes.get(0).columns()) {
            Column column = seen.column(replayed.name());
            ColumnType before = column == null ? null : types.put(replayed.type(), column.type());
            if (before != null && column != null && !before.equals(column.type())) {
                several.add(replayed.type());
            }
        }
        types.keySet().removeAll(several);
        return types;
    }

    /** The shapes that nobody saw, in the database's own words. */
    private List<TableSnapshot> unseen(List<TableSnapshot> seen, Map<ColumnType, ColumnType> types) {
        return shapes.stream()
                .filter(shape -> seen.stream().noneMatch(other -> agree(shape, other)))
                .map(shape -> spelled(shape, types))
                .toList();
    }

    private static TableSnapshot spelled(TableSnapshot shape, Map<ColumnType, ColumnType> types) {
        List<Column> columns = shape.columns().stream()
                .map(column -> new Column(
                        column.name(),
                        column.position(),
                        types.getOrDefault(column.type(), column.type()),
                        column.required(),
                        column.source(),
                        column.identity(),
                        column.comment()))
                .toList();
        return new TableSnapshot(
                shape.schema(),
                shape.name(),
                shape.identity(),
                columns,
                shape.primaryKey(),
                shape.kind(),
                shape.rewritesRows(),
                shape.seen());
    }
}
