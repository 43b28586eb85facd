package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.Column;

/**
 * A missing column's name, and a column that it may have become.
 *
 * @param table the name of their table
 */
public record Candidate(Name from, Name to, Column target, Name table) {}
