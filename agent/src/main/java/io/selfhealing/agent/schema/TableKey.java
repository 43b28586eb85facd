package io.selfhealing.agent.schema;

import java.util.List;

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
}
