package io.selfhealing.demonstration;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where each value belongs, as the schema is now. Immutable. */
final class Layout {
    private final Map<Kind, Map<String, String>> columns;
    private final Map<Kind, Set<String>> filled;
    private final Set<Kind> retyped;

    private Layout(Map<Kind, Map<String, String>> columns, Map<Kind, Set<String>> filled, Set<Kind> retyped) {
        this.columns = columns;
        this.filled = filled;
        this.retyped = retyped;
    }

    /** As the service made its tables. */
    static Layout original() {
        Map<Kind, Map<String, String>> columns = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Map<String, String> own = new HashMap<>();
            kind.fields().forEach(field -> own.put(field, kind.originalColumn(field)));
            columns.put(kind, own);
        }
        return new Layout(columns, new EnumMap<>(Kind.class), EnumSet.noneOf(Kind.class));
    }

    /** The column that holds the field's value, or nothing if its column was dropped. */
    Optional<String> column(Kind kind, String field) {
        return Optional.ofNullable(columns.getOrDefault(kind, Map.of()).get(field));
    }

    /** Columns that the service does not know and that must not be null. */
    Set<String> filled(Kind kind) {
        return filled.getOrDefault(kind, Set.of());
    }

    /** Whether the service's own SQL can still succeed. */
    boolean fits(Kind kind) {
        return filled(kind).isEmpty()
                && !retyped.contains(kind)
                && kind.fields().stream()
                        .allMatch(field -> column(kind, field).equals(Optional.of(kind.originalColumn(field))));
    }

    Layout renamed(Kind kind, String field, String column) {
        Layout copy = copy();
        copy.columns.getOrDefault(kind, new HashMap<>()).put(field, column);
        return copy;
    }

    Layout dropped(Kind kind, String field) {
        Layout copy = copy();
        copy.columns.getOrDefault(kind, new HashMap<>()).remove(field);
        return copy;
    }

    Layout added(Kind kind, String column) {
        Layout copy = copy();
        copy.filled.computeIfAbsent(kind, k -> new TreeSet<>()).add(column);
        return copy;
    }

    Layout retyped(Kind kind) {
        Layout copy = copy();
        copy.retyped.add(kind);
        return copy;
    }

    private Layout copy() {
        Map<Kind, Map<String, String>> columnsCopy = new EnumMap<>(Kind.class);
        columns.forEach((kind, own) -> columnsCopy.put(kind, new HashMap<>(own)));
        Map<Kind, Set<String>> filledCopy = new EnumMap<>(Kind.class);
        filled.forEach((kind, own) -> filledCopy.put(kind, new TreeSet<>(own)));
        Set<Kind> retypedCopy = EnumSet.noneOf(Kind.class);
        retypedCopy.addAll(Collections.unmodifiableSet(retyped));
        return new Layout(columnsCopy, filledCopy, retypedCopy);
    }
}
