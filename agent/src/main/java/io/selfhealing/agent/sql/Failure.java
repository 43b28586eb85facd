package io.selfhealing.agent.sql;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link java.sql.SQLException} says went wrong, in the terms of the agent.
 *
 * @param column the column that the database named, as the catalog holds it; null where it named none
 */
public record Failure(Kind kind, String sqlState, @Nullable String column) {
    /** The kinds that the pipeline tells apart. */
    public enum Kind {
        MISSING_COLUMN,
        MISSING_TABLE,
        /** The value's declared type does not fit the column's (PostgreSQL 42804, 42883). */
        TYPE_MISMATCH,
        /** NOT NULL violated. */
        NULL_IN_REQUIRED_COLUMN,
        /** "cached plan must not change result type" and its like. */
        STALE_PLAN,
        CONNECTION,
        /** Honest: constraints, syntax, permissions, deadlocks, anything not known. */
        OTHER;

        /** Whether another look at the schema could explain it. */
        public boolean schemaRelated() {
            return this == MISSING_COLUMN
                    || this == MISSING_TABLE
                    || this == TYPE_MISMATCH
                    || this == NULL_IN_REQUIRED_COLUMN
                    || this == STALE_PLAN;
        }
    }
}
