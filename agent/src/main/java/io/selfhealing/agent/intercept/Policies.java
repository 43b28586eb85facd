package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.heal.Policy;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Dialect;
import java.util.HashMap;
import java.util.Map;

/** What the settings allow on a table, in the names of its catalog. */
final class Policies {
    private final Settings settings;
    private final boolean quarantine;

    /** @param quarantine whether there is a place for values that are left out */
    Policies(Settings settings, boolean quarantine) {
        this.settings = settings;
        this.quarantine = quarantine;
    }

    Policy of(TableSnapshot table, Dialect dialect) {
        Map<String, String> aliases = new HashMap<>();
        settings.aliases(table.schema(), table.name())
                .forEach((from, to) -> aliases.put(
                        dialect.folding().fold(from), dialect.folding().fold(to)));
        return new Policy(
                aliases,
                settings.criticalColumns(table.schema(), table.name()),
                settings.leastConfidence(),
                quarantine);
    }
}
