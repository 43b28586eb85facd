package io.selfhealing.agent.quarantine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value in quarantine, and the key under which its row is.
 *
 * @param ticket of its write
 * @param place of the value in its ticket
 * @param table as {@link Waiting#table} calls it
 * @param key column → value
 */
public record WaitingRow(String ticket, int place, String table, Map<String, Object> key) {
    public WaitingRow {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }

    /** The id of the value's entry. */
    public String entry() {
        return Entry.id(ticket, place);
    }

    /** The same after its row was given that key. */
    public WaitingRow under(Map<String, Object> otherKey) {
        return new WaitingRow(ticket, place, table, otherKey);
    }
}
