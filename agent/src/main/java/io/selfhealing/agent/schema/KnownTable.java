package io.selfhealing.agent.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger on disk holds of one table.
 *
 * @param database the text of its database's {@linkplain DatabaseIdentity identity}
 * @param shapes that it had, the one seen last first; never empty
 */
public record KnownTable(String database, String schema, String table, List<TableSnapshot> shapes) {
    public KnownTable {
        shapes = List.copyOf(shapes);
        if (shapes.isEmpty()) {
            throw new IllegalArgumentException("a table without a shape");
        }
    }

    /** As it was seen last. */
    public TableSnapshot last() {
        return shapes.get(0);
    }

    /** The column in the newest shape that had it; null where none did. */
    public @Nullable Column column(String name) {
        for (TableSnapshot shape : shapes) {
            Column column = shape.column(name);
            if (column != null) {
                return column;
            }
        }
        return null;
    }
}
