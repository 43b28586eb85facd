package io.selfhealing.agent.schema;

/**
 * A sign that somebody uses a table under the name that it has now.
 *
 * @param by what was seen, for people; names only
 */
public record TableUse(String schema, String table, String by) {}
