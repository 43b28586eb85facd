package io.selfhealing.agent.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An unqualified table name and where it is looked up: the same name on another path may be another table.
 *
 * @param path schemas in the order in which they are searched; one schema for a qualified name. Names as the catalog holds them
 * @param table as the catalog holds it
 */
public record TableKey(List<String> path, String table) {
    public TableKey {
        path = List.copyOf(path);
    }

    // Written out for the sake of start-up: see RATIONALE.md.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableKey that && table.equals(that.table) && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return 31 * table.hashCode() + path.hashCode();
    }
}
