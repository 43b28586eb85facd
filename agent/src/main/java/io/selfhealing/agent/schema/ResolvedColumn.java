package io.selfhealing.agent.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column of a {@link ResolvedTable}.
 *
 * @param position as {@link Column#position}
 * @param type as {@link ColumnType#name}; null where that was not asked
 * @param preset whether the database gives a value where a write gives none; false also where that was not asked
 */
public record ResolvedColumn(
        String name, int position, @Nullable String type, boolean preset) {
    boolean is(Column column) {
        return name.equals(column.name())
                && position == column.position()
                && (type == null || type.equals(column.type().name()))
                && (!preset || column.source() != Column.Source.NONE);
    }
}
