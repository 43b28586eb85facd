package io.selfhealing.agent.sql;

import org.jspecify.annotations.Nullable;

/**
 * A table as a statement names it.
 *
 * @param schema null where the statement leaves it to the connection's current schema
 */
public record TableName(@Nullable Identifier schema, Identifier table) {}
