package io.selfhealing.agent.heal;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the operator allows on one table.
 *
 * @param aliases declared old name → new name, as the catalog holds them
 * @param critical globs of columns of this table that are never left out
 * @param leastConfidence below it a step is only suggested
 * @param quarantine whether values can be kept durably; without it nothing is left out
 * @param defaults declared column → SQL, for required columns that an INSERT omits
 * @param defaultsOff ids of the fillers' own defaults that are not used; {@code *} is all of them
 */
public record Policy(
        Map<String, String> aliases,
        List<String> critical,
        double leastConfidence,
        boolean quarantine,
        Map<String, String> defaults,
        Set<String> defaultsOff) {
    public Policy {
        aliases = Map.copyOf(aliases);
        critical = List.copyOf(critical);
        defaults = Map.copyOf(defaults);
        defaultsOff = Set.copyOf(defaultsOff);
    }

    /** One that declares no default and switches none off. */
    public Policy(Map<String, String> aliases, List<String> critical, double leastConfidence, boolean quarantine) {
        this(aliases, critical, leastConfidence, quarantine, Map.of(), Set.of());
    }

    /** Whether the filler's default of that id may be used. */
    public boolean fills(String id) {
        return !defaultsOff.contains(id) && !defaultsOff.contains("*");
    }
}
