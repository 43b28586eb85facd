package io.selfhealing.agent.schema;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A table now, and what is known of it before. A new instance for each change, so that {@code ==} tells whether anything
 * changed.
 *
 * @param earlier other shapes it had, newest first, bounded
 * @param renames witnessed in this JVM, newest first, bounded
 * @param migrated told by imported migrations that the table bears out; its shapes are the last of {@code earlier}
 */
public record TableHistory(
        TableSnapshot current, List<TableSnapshot> earlier, List<WitnessedRename> renames, MigratedPast migrated) {
    public TableHistory {
        earlier = List.copyOf(earlier);
        renames = List.copyOf(renames);
    }

    /** Whether both say the same of the table, whenever it was seen. */
    boolean saysTheSame(TableHistory other) {
        return current.sameShape(other.current)
                && migrated.equals(other.migrated)
                && earlier.size() == other.earlier.size()
                && IntStream.range(0, earlier.size())
                        .allMatch(i -> earlier.get(i).sameShape(other.earlier.get(i)));
    }

    /** One of which no migrations were imported. */
    public TableHistory(TableSnapshot current, List<TableSnapshot> earlier, List<WitnessedRename> renames) {
        this(current, earlier, renames, MigratedPast.NONE);
    }
}
