package io.selfhealing.agent.heal;

import java.util.List;
import java.util.Map;

/**
 * What the operator allows on one table.
 *
 * @param aliases declared old name → new name, as the catalog holds them
 * @param critical globs of columns of this table that are never left out
 * @param leastConfidence below it a step is only suggested
 * @param quarantine whether values can be kept durably; without it nothing is left out
 */
public record Policy(Map<String, String> aliases, List<String> critical, double leastConfidence, boolean quarantine) {
    public Policy {
        aliases = Map.copyOf(aliases);
        critical = List.copyOf(critical);
    }
}
