package io.selfhealing.agent.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement that gave a table another name, passed through this JVM and succeeded. Names as the catalog holds them.
 *
 * @param from as the statement named it: on that path
 * @param toSchema null where the table stayed in its schema
 * @param to the name after
 */
public record WitnessedMove(TableKey from, @Nullable String toSchema, String to, Instant at) {
    /** Whether it is a move of that table, as far as the statement's path tells. */
    public boolean isOf(String schema, String table) {
        return from.table().equals(table) && from.path().contains(schema);
    }
}
