package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import java.util.Map;

/**
 * A {@link Case} in which the table itself is not where it was.
 *
 * @param policy what the operator allows on the table under its old name and on every candidate
 * @param profiles as in a {@link Case}, of the table that is written in its place
 */
public record LostCase(
        ParsedWrite write, LostTable table, Dialect dialect, Policy policy, Map<String, ValueProfile> profiles) {
    public LostCase {
        profiles = Map.copyOf(profiles);
    }

    /** One of which no values are known. */
    public LostCase(ParsedWrite write, LostTable table, Dialect dialect, Policy policy) {
        this(write, table, dialect, policy, Map.of());
    }
}
