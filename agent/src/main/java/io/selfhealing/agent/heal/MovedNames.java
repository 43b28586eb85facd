package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Names that a write mentions and that still exist, but belong to another column than before: the old one lives on under a
 * third name, or another one has taken the name over. Healing the rest of such a write would make a wrong value land that the
 * database's error kept out.
 */
final class MovedNames {
    private MovedNames() {}

    /** One such name that the write mentions, as of the time when the table had the missing column; null where there is none. */
    static @Nullable String mentionedWith(MissingColumn missing) {
        TableSnapshot then = missing.lastSeen();
        if (then == null) {
            return null;
        }
        for (String name : new Mentions(missing.situation()).names()) {
            Column old = then.column(name);
            Column now = missing.table().column(name);
            if (old != null && now != null && moved(old, now, then, missing.table())) {
                return name;
            }
        }
        return null;
    }

    private static boolean moved(Column old, Column now, TableSnapshot then, TableSnapshot table) {
        String before = old.identity();
        String after = now.identity();
        return before != null && after != null && !before.equals(after) && (has(table, before) || has(then, after));
    }

    private static boolean has(TableSnapshot table, String identity) {
        return table.columns().stream().anyMatch(column -> identity.equals(column.identity()));
    }
}
