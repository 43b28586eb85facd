package io.selfhealing.agent.sql;

/**
 * The table that a rewritten statement writes. Names as the catalog holds them.
 *
 * @param schema empty where the database has none
 */
record TableTarget(String schema, String table) {}
