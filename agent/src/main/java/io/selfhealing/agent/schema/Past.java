package io.selfhealing.agent.schema;

import java.util.ArrayList;
import java.util.Comparator;
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

    /** Comments are not shared, and so do not tell two shapes apart. */
    private static boolean isNew(TableSnapshot shared, TableSnapshot current, List<TableSnapshot> own) {
        return Stream.concat(Stream.of(current), own.stream())
                .noneMatch(shape -> shared.sameShape(shape.bare(shape.seen())));
    }

    /** Whether the table is, or was seen, as the imported migrations leave it. */
    boolean asMigrated(TableSnapshot current) {
        return migrated.endsAs(current) || shapes.stream().anyMatch(migrated::endsAs);
    }

    /** The history of a table that has now that shape. */
    TableHistory of(TableSnapshot current) {
        return of(current, List.of());
    }

    /**
     * The same with what others saw.
     *
     * @param shared newest first
     */
    TableHistory of(TableSnapshot current, List<TableSnapshot> shared) {
        List<TableSnapshot> own =
                shapes.stream().filter(shape -> !shape.sameShape(current)).toList();
        MigratedPast told = migrated.upTo(current, own);
        List<TableSnapshot> earlier = new ArrayList<>(own);
        shared.stream().filter(shape -> isNew(shape, current, own)).forEach(earlier::add);
        earlier.sort(Comparator.comparing(TableSnapshot::seen).reversed());
        earlier.addAll(told.shapes());
        return new TableHistory(current, earlier, renames, told);
    }
}
