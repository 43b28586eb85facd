package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names that a write mentions, that still exist, and that a column which is gone may bear now. Where columns have no identity, a
 * column dropped leaves the same shape behind as its neighbour dropped and itself renamed to the neighbour's name, if the two are
 * alike: only the rows tell them apart. So is a name doubted that stands where the column stood which is gone.
 */
final class Heirs {
    private final Set<String> placed;

    /** @param placed the missing columns that have a place */
    Heirs(Set<String> placed) {
        this.placed = Set.copyOf(placed);
    }

    /** Why the table may not be the one that had the column, but one that was given its name; null where nothing says so. */
    static @Nullable String ofTheTable(MissingColumn missing) {
        ContentFacts contents = missing.situation().contents();
        return contents.twin() == null || contents.bearOutTheTable()
                ? null
                : contents.twin() + " is as " + missing.table().name()
                        + " was, which may be another table now, and no row tells otherwise";
    }

    /**
     * Why the write's other names may not mean what they meant; null where nothing says so. Where nobody could ask the rows, only that
     * columns changed sides says so.
     */
    @Nullable
    String doubt(MissingColumn missing) {
        boolean asked = missing.situation().contents().asked();
        return doubt(missing.situation(), MovedNames.sinceInUse(missing), asked);
    }

    /**
     * The same of an INSERT of which no column is missing, but that was complete only before the table required more.
     *
     * @param since as {@link MovedNames#sinceComplete} gives it
     */
    @Nullable
    String doubt(Case situation, List<List<TableSnapshot>> since) {
        return doubt(situation, since, true);
    }

    private @Nullable String doubt(Case situation, List<List<TableSnapshot>> since, boolean byPlace) {
        for (List<TableSnapshot> shapes : since) {
            Set<String> versions = versionsUpTo(situation, shapes.get(0));
            for (String name : new Mentions(situation).names()) {
                String doubt = doubt(name, shapes, byPlace, situation.contents(), versions);
                if (doubt != null) {
                    return doubt + ", and no row tells otherwise";
                }
            }
        }
        return null;
    }

    /**
     * @param shapes the one that the write may have been made for, and all that followed
     * @param byPlace whether a column that is gone from the place of one that is there makes a doubt
     * @param since the versions of which rows tell
     */
    private @Nullable String doubt(
            String name, List<TableSnapshot> shapes, boolean byPlace, ContentFacts contents, Set<String> since) {
        String passed = passed(name, shapes, other -> contents.isKept(name, other, since));
        if (passed != null) {
            return name + " stands on the other side of " + passed
                    + " than it did: one of them may be another column now, or both";
        }
        for (TableSnapshot later : byPlace ? shapes.subList(1, shapes.size()) : List.<TableSnapshot>of()) {
            Column heir = later.column(name);
            String gone = heir == null
                    ? null
                    : goneBeside(name, heir, shapes.get(0), later, other -> contents.isKept(name, other, since));
            if (gone != null) {
                return name + " may be what " + gone + " was, under the name of its neighbour";
            }
        }
        return null;
    }

    /**
     * Another column that kept its name from one shape to the next, and stands on the other side of this one than before: a database
     * adds columns and drops them, and gives them names, and moves none by itself. Null where there is none, or where identities
     * tell by themselves.
     */
    private static @Nullable String passed(String name, List<TableSnapshot> shapes, Predicate<String> apart) {
        for (int i = 0; i < shapes.size(); i++) {
            for (int j = i + 1; j < shapes.size(); j++) {
                String passed = passed(name, shapes.get(i), shapes.get(j), apart);
                if (passed != null) {
                    return passed;
                }
            }
        }
        return null;
    }

    private static @Nullable String passed(
            String name, TableSnapshot before, TableSnapshot now, Predicate<String> apart) {
        Column then = before.column(name);
        Column heir = now.column(name);
        if (then == null || heir == null || then.identity() != null || heir.identity() != null) {
            return null;
        }
        return now.columns().stream()
                .filter(other -> !other.name().equals(name) && !apart.test(other.name()))
                .filter(other -> {
                    Column otherThen = before.column(other.name());
                    return otherThen != null
                            && otherThen.position() < then.position() != other.position() < heir.position();
                })
                .map(Column::name)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** That shape and those before it: rows that were looked at later are of whichever column bears the name since. */
    private static Set<String> versionsUpTo(Case situation, TableSnapshot before) {
        return situation.table().earlier().stream()
                .dropWhile(shape -> !shape.equals(before))
                .map(TableSnapshot::version)
                .collect(Collectors.toSet());
    }

    /**
     * A column that is gone, stood where the one of that name stands now, and is like that one, or that one is not as it was before: it may
     * have been changed with its name; null where there is none.
     */
    private @Nullable String goneBeside(
            String name, Column heir, TableSnapshot before, TableSnapshot now, Predicate<String> apart) {
        Column then = before.column(name);
        for (Column gone : before.columns()) {
            if (then != null
                    && isGone(gone, now)
                    && !apart.test(gone.name())
                    && (isAlike(gone, heir) || (gone.identity() == null && !isAlike(then, heir)))
                    && stoodThere(gone, before, heir, now)) {
                return gone.name();
            }
        }
        return null;
    }

    /** Whether every other column that kept its name was on the same side of the one as it is of the other. */
    private static boolean stoodThere(Column gone, TableSnapshot before, Column heir, TableSnapshot now) {
        return now.columns().stream()
                .filter(other -> !other.name().equals(heir.name()))
                .allMatch(other -> {
                    Column then = before.column(other.name());
                    return then == null || then.position() < gone.position() == other.position() < heir.position();
                });
    }

    private boolean isGone(Column column, TableSnapshot now) {
        return now.column(column.name()) == null && !placed.contains(column.name());
    }

    private static boolean isAlike(Column gone, Column heir) {
        return gone.identity() == null
                && heir.identity() == null
                && gone.type().equals(heir.type())
                && gone.required() == heir.required()
                && gone.source() == heir.source();
    }
}
