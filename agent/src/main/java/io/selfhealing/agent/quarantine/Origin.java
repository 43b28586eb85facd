package io.selfhealing.agent.quarantine;

import org.jspecify.annotations.Nullable;

/**
 * Where a value was to go, whatever the names mean by now.
 *
 * @param database the database's identity
 * @param table the table's; null where the product has no such thing
 */
public record Origin(String database, @Nullable String table) {}
