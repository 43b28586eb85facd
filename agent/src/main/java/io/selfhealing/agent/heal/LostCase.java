package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;

/**
 * A {@link Case} in which the table itself is not where it was.
 *
 * @param policy what the operator allows on the table under its old name and on every candidate
 */
public record LostCase(ParsedWrite write, LostTable table, Dialect dialect, Policy policy) {}
