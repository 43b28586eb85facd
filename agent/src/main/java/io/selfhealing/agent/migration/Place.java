package io.selfhealing.agent.migration;

/** A table's schema and name, as the catalog holds them. */
public record Place(String schema, String table) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int schemas = schema.compareTo(other.schema);
        return schemas == 0 ? table.compareTo(other.table) : schemas;
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
