package io.selfhealing.it.drift;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the names of a statement stand for: for the application what it wrote, for the model what is there now.
 *
 * @param table as it is written
 * @param slots where each of the old columns is; one that is not among them is left out
 * @param extras columns that have to be given besides, with what is put there
 * @param old the columns of the table, in order, for {@code RETURNING *}; empty where that stays as it is
 */
record Names(String table, Map<String, Slot> slots, Map<String, String> extras, List<String> old) {
    record Slot(String name, String conversion) {}

    static Names written(Write write, String qualified) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        for (String column : write.columns()) {
            slots.put(column, new Slot(column, "?"));
        }
        for (String column : write.where()) {
            slots.put(column, new Slot(column, "?"));
        }
        return new Names(write.form().qualified() ? qualified : write.table(), slots, Map.of(), List.of());
    }

    @Nullable
    Slot slot(String column) {
        return slots.get(column);
    }

    String name(String column) {
        Slot slot = slots.get(column);
        return slot == null ? column : slot.name();
    }
}
