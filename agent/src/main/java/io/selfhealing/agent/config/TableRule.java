package io.selfhealing.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a policy file says of some tables. What it says nothing of is null or empty, and is as the keys have it.
 *
 * @param critical columns that are never left out or guessed
 * @param defaults column → SQL, in the case in which the operator wrote them
 * @param aliases old name → new name of renamed columns, in the case in which the operator wrote them
 * @param expire see {@link Bounds#expire}
 * @param budget see {@link Bounds#budget}
 */
public record TableRule(
        TablePattern tables,
        @Nullable Mode mode,
        List<Glob> critical,
        @Nullable Keeping spool,
        Map<String, String> defaults,
        Map<String, String> aliases,
        @Nullable Duration expire,
        @Nullable Long budget) {
    public TableRule {
        critical = List.copyOf(critical);
        defaults = Map.copyOf(defaults);
        aliases = Map.copyOf(aliases);
    }
}
