package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.Set;
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

    /** Why the write's other names may not mean what they meant; null where nothing says so, or where nobody could ask the rows. */
    @Nullable
    String doubt(MissingColumn missing) {
        Case situation = missing.situation();
        if (!situation.contents().asked()) {
            return null;
        }
        for (TableSnapshot before : MovedNames.inUse(missing)) {
            for (String name : new Mentions(situation).names()) {
                Column heir = missing.table().column(name);
                String gone = heir == null || isBorneOut(situation, name)
                        ? null
                        : goneBeside(name, heir, before, missing.table());
                if (gone != null) {
                    return name + " may be what " + gone
                            + " was, under the name of its neighbour, and no row tells otherwise";
                }
            }
        }
        return null;
    }

    private static boolean isBorneOut(Case situation, String name) {
        Content content = situation.contents().of(name, name);
        return content instanceof Content.Same || content instanceof Content.Agreeing;
    }

    /** A column that is gone, is like the one of that name now, and stood where that one stands; null where there is none. */
    private @Nullable String goneBeside(String name, Column heir, TableSnapshot before, TableSnapshot now) {
        for (Column gone : before.columns()) {
            if (before.column(name) != null
                    && isGone(gone, now)
                    && isAlike(gone, heir)
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
