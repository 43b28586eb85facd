package io.selfhealing.agent.schema;

/**
 * What a column was called once, as migrations tell. Names as the catalog holds them.
 *
 * @param to what that very column is called where the migrations end
 * @param source file and line of the statement that last renamed it
 */
public record MigratedRename(String from, String to, String source) {}
