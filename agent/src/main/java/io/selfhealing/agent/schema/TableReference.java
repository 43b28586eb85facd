package io.selfhealing.agent.schema;

import org.jspecify.annotations.Nullable;

/**
 * A table as a statement names it, in the spelling of the catalog.
 *
 * @param schema null where the statement leaves it to the connection's search path or current schema
 */
public record TableReference(@Nullable String schema, String table) {}
