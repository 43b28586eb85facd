package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Names that still exist but now belong to another column, while the column that the write meant lives on under a third name.
 * Healing the rest of such a write would make a wrong value land that the database's error kept out.
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
            if (old != null
                    && now != null
                    && old.identity() != null
                    && !old.identity().equals(now.identity())) {
                if (lives(old.identity(), missing.table())) {
                    return name;
                }
            }
        }
        return null;
    }

    private static boolean lives(String identity, TableSnapshot table) {
        return table.columns().stream().anyMatch(column -> identity.equals(column.identity()));
    }
}
