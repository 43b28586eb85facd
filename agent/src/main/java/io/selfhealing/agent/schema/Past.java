package io.selfhealing.agent.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a table.
 *
 * @param shapes each shape once, the one seen last first
 * @param renames newest first
 * @param migrated imported; kept apart, since it counts only where what was seen bears it out
 */
record Past(List<TableSnapshot> shapes, List<WitnessedRename> renames, MigratedPast migrated) {
    static final Past EMPTY = new Past(List.of(), List.of());

    private static final int MOST = 20;

    Past {
        shapes = List.copyOf(shapes.subList(0, Math.min(MOST, shapes.size())));
        renames = List.copyOf(renames.subList(0, Math.min(MOST, renames.size())));
    }

    Past(List<TableSnapshot> shapes, List<WitnessedRename> renames) {
        this(shapes, renames, MigratedPast.NONE);
    }

    /** The same beside what was imported. */
    Past with(MigratedPast imported) {
        return new Past(shapes, renames, imported);
    }

    @Nullable
    TableSnapshot newest() {
        return shapes.isEmpty() ? null : shapes.get(0);
    }

    /** The same and that shape in front; a table made anew leaves its renames behind. */
    Past with(TableSnapshot shape) {
        TableSnapshot newest = newest();
        if (newest != null && newest.sameShape(shape)) {
            return this;
        }
        boolean madeAnew = newest != null
                && newest.identity() != null
                && !newest.identity().equals(shape.identity());
        return new Past(
                Stream.concat(Stream.of(shape), shapes.stream().filter(old -> !old.sameShape(shape)))
                        .toList(),
                madeAnew ? List.of() : renames,
                migrated);
    }

    /** The same and those renames in front. */
    Past with(List<WitnessedRename> later) {
        if (later.isEmpty()) {
            return this;
        }
        List<WitnessedRename> all = new ArrayList<>(later);
        all.addAll(renames);
        return new Past(shapes, all.stream().distinct().toList(), migrated);
    }

    /** The same and, behind its own, those shapes of another that it has not. */
    Past before(Past older) {
        List<TableSnapshot> all = new ArrayList<>(shapes);
        for (TableSnapshot shape : older.shapes) {
            if (all.stream().noneMatch(shape::sameShape)) {
                all.add(shape);
            }
        }
        return new Past(all, renames, migrated);
    }

    /** Whether there is something in it that is not in the other. */
    boolean differs(Past other) {
        return shapes.size() != other.shapes.size() || renames.size() != other.renames.size() || !equals(other);
    }

    /** The history of a table that has now that shape, which is the first of this past. */
    TableHistory of(TableSnapshot current) {
        List<TableSnapshot> earlier =
                shapes.stream().filter(shape -> !shape.sameShape(current)).toList();
        MigratedPast told = migrated.upTo(current, earlier);
        return new TableHistory(
                current, Stream.concat(earlier.stream(), told.shapes().stream()).toList(), renames, told);
    }
}
