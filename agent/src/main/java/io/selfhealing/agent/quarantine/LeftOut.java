package io.selfhealing.agent.quarantine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that a write is about to go without.
 *
 * @param database short name, without credentials
 * @param table with its schema where that is known
 * @param value as the application bound it; null is a value too
 * @param statement what the write looks like: its text, masked
 * @param key column → value of the row's key; null where the database will make it, so that {@link Quarantine#landed} tells
 * @param origin which database and table these were, by what their catalog calls them: names may come to mean others; null where
 *     that is not known
 */
public record LeftOut(
        String database,
        String table,
        String column,
        @Nullable Object value,
        String statement,
        @Nullable Map<String, Object> key,
        @Nullable Origin origin) {
    public LeftOut {
        key = key == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }

    /** One of which only the names are known. */
    public LeftOut(
            String database,
            String table,
            String column,
            @Nullable Object value,
            String statement,
            @Nullable Map<String, Object> key) {
        this(database, table, column, value, statement, key, null);
    }

    /** The same with another key. */
    public LeftOut with(@Nullable Map<String, Object> otherKey) {
        return new LeftOut(database, table, column, value, statement, otherKey, origin);
    }
}
