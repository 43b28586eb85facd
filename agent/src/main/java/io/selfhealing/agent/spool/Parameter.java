package io.selfhealing.agent.spool;

import org.jspecify.annotations.Nullable;

/**
 * A value as it was bound.
 *
 * @param value of a class whose values come back from disk exactly: text, numbers with their scale, bytes, UUIDs, arrays of
 *     such, and the dates and times of {@code java.time} and {@code java.sql}. JSON and what else only its database knows is
 *     its text, with the type's name
 * @param sqlType one of {@code java.sql.Types}; null where the setter named none
 * @param typeName the database's name for the type, such as {@code jsonb}, or for an array's elements; null where none is needed
 */
public record Parameter(
        @Nullable Object value,
        @Nullable Integer sqlType,
        @Nullable String typeName) {
    /** A value whose class tells its type. */
    public static Parameter of(@Nullable Object value) {
        return new Parameter(value, null, null);
    }

    /** As {@code setNull} or {@code setObject} was called. */
    public static Parameter of(@Nullable Object value, int sqlType) {
        return new Parameter(value, sqlType, null);
    }
}
