package io.selfhealing.agent.migration;

/**
 * One statement of a script, without its comments and its end.
 *
 * @param line where it begins, one-based
 */
record ScriptStatement(String sql, int line) {}
