package io.selfhealing.agent.schema;

/**
 * Where a table is that had another name or schema once, as migrations tell. Names as the catalog holds them.
 *
 * @param toSchema its schema where the migrations end
 * @param to its name there
 * @param source file and line of the statement that took it away
 * @param last how it was when it was last called so; columns have no identity
 */
public record MigratedMove(String toSchema, String to, String source, TableSnapshot last) {}
