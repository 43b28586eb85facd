package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Fingerprints for databases where nothing says for certain when a table last changed: what was read, table by table. */
final class SnapshotFingerprints {
    private SnapshotFingerprints() {}

    static Map<TableKey, String> of(SchemaReader reader, Connection connection, Collection<TableKey> keys)
            throws SQLException {
        PathFingerprints found = new PathFingerprints();
        for (TableKey key : keys) {
            for (String schema : key.path()) {
                TableSnapshot table = reader.read(connection, List.of(schema), key.table());
                if (table != null) {
                    found.put(schema, key.table(), digest(table));
                }
            }
        }
        return found.along(keys);
    }

    /** Of all but the moment in which it was seen. */
    private static String digest(TableSnapshot table) {
        return Digest.of(table.identity() + " " + table.columns() + " " + table.primaryKey() + " " + table.kind() + " "
                + table.rewritesRows());
    }
}
