package io.selfhealing.agent.schema;

import org.jspecify.annotations.Nullable;

/**
 * One column of a table at one moment.
 *
 * @param name as the catalog holds it
 * @param position one-based place in the table as the database counts it (PostgreSQL: attnum, so with gaps)
 * @param required NOT NULL, whether by the column or by its domain
 * @param identity what stays the same when the column is renamed and is never given to another column, such as PostgreSQL's
 *     {@code attrelid.attnum}; null where the database has no such thing
 * @param comment the column's comment, or empty
 */
public record Column(
        String name,
        int position,
        ColumnType type,
        boolean required,
        Source source,
        @Nullable String identity,
        String comment) {
    /** Where a value comes from when a write does not give one. */
    public enum Source {
        /** Nowhere: NULL, or an error where the column is required. */
        NONE,
        /** A default expression of the column. */
        DEFAULT,
        /** An identity or auto-increment column, or a default that draws from a sequence. */
        SEQUENCE,
        /** GENERATED ALWAYS AS IDENTITY: as SEQUENCE, and a write may give a value only where it overrides that. */
        NUMBERED,
        /** GENERATED ALWAYS: a write may not give one. */
        COMPUTED
    }
}
