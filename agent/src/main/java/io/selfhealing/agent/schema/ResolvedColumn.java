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
                && (type == null || isSame(type, column.type().name()))
                && (!preset || column.source() != Column.Source.NONE);
    }

    /**
     * PostgreSQL names a type's schema to those alone whose search path does not lead to it, and the agent's own path may be
     * another one than the application's.
     */
    private static boolean isSame(String one, String other) {
        int inOne = schemaLength(one);
        int inOther = schemaLength(other);
        return (inOne > 0 && inOther > 0)
                ? one.equals(other)
                : one.substring(inOne).equals(other.substring(inOther));
    }

    /** How long the name of the type's schema is with its point; 0 where none is named. */
    private static int schemaLength(String type) {
        boolean quoted = false;
        int length = 0;
        for (int i = 0; i < type.length() && (quoted || type.charAt(i) != '('); i++) {
            if (type.charAt(i) == '"') {
                quoted = !quoted;
            } else if (type.charAt(i) == '.' && !quoted) {
                length = i + 1;
            }
        }
        return length;
    }
}
