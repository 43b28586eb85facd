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
 */
public record LeftOut(
        String database,
        String table,
        String column,
        @Nullable Object value,
        String statement,
        @Nullable Map<String, Object> key) {
    public LeftOut {
        key = key == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }
}
