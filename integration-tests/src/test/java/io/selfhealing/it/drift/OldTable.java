package io.selfhealing.it.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table as the old application knows it, in one schema. */
final class OldTable {
    final String schema;
    final String name;
    final List<Meaning> columns = new ArrayList<>();
    /** Keys of rows that may be there, as they were bound. */
    final List<List<Object>> keys = new ArrayList<>();
    /** What was written into each column, as it was bound. */
    final Map<String, List<Object>> written = new HashMap<>();

    OldTable(String schema, String name) {
        this.schema = schema;
        this.name = name;
    }

    @Nullable
    Meaning meaning(String column) {
        return columns.stream().filter(m -> m.name().equals(column)).findFirst().orElse(null);
    }

    List<Meaning> key() {
        return columns.stream().filter(Meaning::key).toList();
    }

    List<Meaning> payload() {
        return columns.stream().filter(m -> !m.key()).toList();
    }

    boolean generatedKey() {
        return columns.stream().anyMatch(Meaning::generated);
    }

    void wrote(String column, Object value) {
        written.computeIfAbsent(column, c -> new ArrayList<>()).add(value);
    }
}
