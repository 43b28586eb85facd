package io.selfhealing.agent.spool;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records that somebody means.
 *
 * @param ids of them; null for all
 * @param database for which they are, by its short name; null for every one
 * @param most so many of them at once
 */
public record Choice(@Nullable Set<RecordId> ids, @Nullable String database, int most) {
    public Choice {
        ids = ids == null ? null : Set.copyOf(ids);
    }

    /** These. */
    public static Choice of(Set<RecordId> ids) {
        return new Choice(ids, null, Integer.MAX_VALUE);
    }

    /** Whether it is one of them. */
    public boolean takes(SpoolRecord record) {
        return (ids == null || ids.contains(record.id()))
                && (database == null || database.equals(record.transaction().database()));
    }
}
