package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Dialect;
import java.util.HashMap;
import java.util.Map;

/** What the operator says that columns are called now. */
@FunctionalInterface
public interface Aliases {
    /** Old name → new name, as the catalog holds them. */
    Map<String, String> of(TableSnapshot table, Dialect dialect);

    /** Those of the settings. */
    static Aliases of(Settings settings) {
        return (table, dialect) -> {
            Map<String, String> folded = new HashMap<>();
            settings.aliases(table.schema(), table.name())
                    .forEach((from, to) -> folded.put(
                            dialect.folding().fold(from), dialect.folding().fold(to)));
            return folded;
        };
    }
}
