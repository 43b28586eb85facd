package io.selfhealing.agent.schema;

import java.util.List;
import java.util.Map;

/**
 * What other agents saw of the tables of one name.
 *
 * @param bySchema shapes, newest first
 */
record SharedPast(Map<String, List<TableSnapshot>> bySchema) {
    static final SharedPast NONE = new SharedPast(Map.of());

    List<TableSnapshot> of(String schema) {
        return bySchema.getOrDefault(schema, List.of());
    }
}
