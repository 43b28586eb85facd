package io.selfhealing.demonstration;

import java.util.Locale;
import java.util.Map;

/**
 * A value that the agent left out of a write and kept.
 *
 * @param column in lower case
 * @param landed whether the write is known to have run
 * @param key of the row that the value belongs to: column in lower case → value; empty while the database has not told
 */
record Quarantined(String column, String value, boolean landed, Map<String, String> key) {
    Quarantined {
        column = column.toLowerCase(Locale.ROOT);
        key = Map.copyOf(key);
    }
}
