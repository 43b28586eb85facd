package io.selfhealing.agent.schema;

import java.util.List;

/**
 * A table now, and what is known of it before. A new instance for each change, so that {@code ==} tells whether anything
 * changed.
 *
 * @param earlier other shapes it had, newest first, bounded
 * @param renames witnessed in this JVM, newest first, bounded
 */
public record TableHistory(TableSnapshot current, List<TableSnapshot> earlier, List<WitnessedRename> renames) {
    public TableHistory {
        earlier = List.copyOf(earlier);
        renames = List.copyOf(renames);
    }
}
