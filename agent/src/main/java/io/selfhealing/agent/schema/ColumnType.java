package io.selfhealing.agent.schema;

import java.util.List;

/**
 * A column's type.
 *
 * @param name as the database spells it, such as {@code character varying(20)}
 * @param length greatest number of characters (TEXT, BINARY) or digits (DECIMAL) or bytes (INTEGER: 2, 4, 8); 0 where unbounded
 * @param scale digits after the point of a DECIMAL
 * @param labels of an ENUM, in order
 */
public record ColumnType(String name, TypeFamily family, int length, int scale, List<String> labels) {
    public ColumnType {
        labels = List.copyOf(labels);
    }
}
