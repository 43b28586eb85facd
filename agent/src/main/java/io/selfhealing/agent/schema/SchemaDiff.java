package io.selfhealing.agent.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two shapes of a table.
 *
 * @param gone columns of the older shape whose name the newer one has not
 * @param come columns of the newer shape whose name the older one has not
 * @param changed columns of one name and another type
 * @param sameIdentity columns that the database itself says are the same under another name: proof
 * @param renamedInPlace columns gone and come in the same place, alike but for the name, while everything else stayed as it was;
 *     empty as soon as anything else changed
 */
public record SchemaDiff(
        List<Column> gone,
        List<Column> come,
        List<Changed> changed,
        List<Renamed> sameIdentity,
        List<Renamed> renamedInPlace) {

    /** A column with another type than before. */
    public record Changed(Column before, Column after) {}

    /**
     * A column under another name than before.
     *
     * @param last whether dropping the column and adding another would look the same, because no column after it kept its name
     *     or because the table itself was made anew: weaker evidence, unless the identity proves it
     */
    public record Renamed(Column before, Column after, boolean last) {}

    public SchemaDiff {
        gone = List.copyOf(gone);
        come = List.copyOf(come);
        changed = List.copyOf(changed);
        sameIdentity = List.copyOf(sameIdentity);
        renamedInPlace = List.copyOf(renamedInPlace);
    }

    public static SchemaDiff between(TableSnapshot older, TableSnapshot newer) {
        List<Column> gone = without(older, newer);
        List<Column> come = without(newer, older);
        return new SchemaDiff(
                gone, come, changed(older, newer), sameIdentity(older, newer), inPlace(older, newer, gone, come));
    }

    private static List<Column> without(TableSnapshot some, TableSnapshot others) {
        return some.columns().stream()
                .filter(column -> others.column(column.name()) == null)
                .toList();
    }

    private static List<Changed> changed(TableSnapshot older, TableSnapshot newer) {
        List<Changed> changed = new ArrayList<>();
        for (Column before : older.columns()) {
            Column after = newer.column(before.name());
            if (after != null && !after.type().equals(before.type())) {
                changed.add(new Changed(before, after));
            }
        }
        return changed;
    }

    private static List<Renamed> sameIdentity(TableSnapshot older, TableSnapshot newer) {
        List<Renamed> pairs = new ArrayList<>();
        for (Column before : older.columns()) {
            for (Column after : newer.columns()) {
                if (before.identity() != null
                        && before.identity().equals(after.identity())
                        && !before.name().equals(after.name())) {
                    pairs.add(new Renamed(before, after, before.position() > lastKept(older, newer)));
                }
            }
        }
        return pairs;
    }

    private static List<Renamed> inPlace(
            TableSnapshot older, TableSnapshot newer, List<Column> gone, List<Column> come) {
        if (gone.isEmpty()
                || gone.size() != come.size()
                || older.columns().size() != newer.columns().size()) {
            return List.of();
        }
        boolean madeAnew = !Objects.equals(older.identity(), newer.identity());
        List<Renamed> pairs = new ArrayList<>();
        for (Column before : older.columns()) {
            Column after = at(newer, before.position());
            if (after == null || !alike(before, after, madeAnew)) {
                return List.of();
            }
            if (!after.name().equals(before.name())) {
                if (!gone.contains(before) || !come.contains(after)) {
                    return List.of();
                }
                pairs.add(new Renamed(before, after, madeAnew || before.position() > lastKept(older, newer)));
            }
        }
        return sameKey(older, newer, pairs) ? pairs : List.of();
    }

    /** Alike in all but name and comment. */
    private static boolean alike(Column before, Column after, boolean madeAnew) {
        return before.type().equals(after.type())
                && before.required() == after.required()
                && before.source() == after.source()
                && (madeAnew || Objects.equals(before.identity(), after.identity()));
    }

    private static boolean sameKey(TableSnapshot older, TableSnapshot newer, List<Renamed> pairs) {
        List<String> expected = older.primaryKey().stream()
                .map(name -> pairs.stream()
                        .filter(pair -> pair.before().name().equals(name))
                        .map(pair -> pair.after().name())
                        .findFirst()
                        .orElse(name))
                .toList();
        return expected.equals(newer.primaryKey());
    }

    private static @Nullable Column at(TableSnapshot table, int position) {
        for (Column column : table.columns()) {
            if (column.position() == position) {
                return column;
            }
        }
        return null;
    }

    /** The place of the last column that kept its name; what stands behind it may have been dropped and added. */
    private static int lastKept(TableSnapshot older, TableSnapshot newer) {
        return older.columns().stream()
                .filter(column -> newer.column(column.name()) != null)
                .mapToInt(Column::position)
                .max()
                .orElse(0);
    }
}
