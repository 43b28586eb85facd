package io.selfhealing.agent.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Puts together, for keys with paths, what was found per schema and table. */
final class PathFingerprints {
    private record Place(String schema, String table) {}

    private final Map<Place, String> found = new HashMap<>();

    void put(String schema, String table, String fingerprint) {
        found.put(new Place(schema, table), fingerprint);
    }

    Map<TableKey, String> along(Collection<TableKey> keys) {
        Map<TableKey, String> result = new HashMap<>();
        for (TableKey key : keys) {
            result.put(key, along(key));
        }
        return result;
    }

    private String along(TableKey key) {
        StringBuilder text = new StringBuilder();
        for (String schema : key.path()) {
            String one = found.get(new Place(schema, key.table()));
            if (one != null) {
                text.append(schema).append('=').append(one).append(';');
            }
        }
        return text.toString();
    }

    static String[] schemas(Collection<TableKey> keys) {
        return keys.stream().flatMap(key -> key.path().stream()).distinct().toArray(String[]::new);
    }

    static String[] tables(Collection<TableKey> keys) {
        return keys.stream().map(TableKey::table).distinct().toArray(String[]::new);
    }
}
