package io.selfhealing.agent.report;

import org.jspecify.annotations.Nullable;

/**
 * A statement of the application that met a mismatch. Literals are masked.
 *
 * @param healedSql as it would be written for the table as it is; null where the agent could not heal it
 * @param callSite the class, method and line that made it first; null where that is not known
 */
public record StatementUse(
        String originalSql,
        @Nullable String healedSql,
        @Nullable String callSite) {}
