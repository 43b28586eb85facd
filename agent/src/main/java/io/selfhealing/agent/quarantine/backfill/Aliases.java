package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.config.Alias;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Dialect;
import java.util.HashMap;
import java.util.Map;

/** What the operator says that columns are called now. */
@FunctionalInterface
public interface Aliases {
    /** Old name → new name, as the catalog holds them. */
    Map<String, String> of(TableSnapshot table, Dialect dialect);

    /** Whether a person undid that mapping, so that nothing goes there any more. */
    default boolean isUndone(TableSnapshot table, String from, String to) {
        return false;
    }

    /** The same where what people undid is known. */
    default Aliases but(Restraints restraints) {
        Aliases declared = this;
        return new Aliases() {
            @Override
            public Map<String, String> of(TableSnapshot table, Dialect dialect) {
                Map<String, String> folded = new HashMap<>();
                restraints
                        .aliases(table)
                        .forEach((from, to) -> folded.put(
                                dialect.folding().fold(from), dialect.folding().fold(to)));
                return Alias.agreed(declared.of(table, dialect), folded);
            }

            @Override
            public boolean isUndone(TableSnapshot table, String from, String to) {
                return restraints.isUndone(table, from, to);
            }
        };
    }

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
