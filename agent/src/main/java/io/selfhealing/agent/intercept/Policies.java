package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.Alias;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.heal.LostCase;
import io.selfhealing.agent.heal.Policy;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Identifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the settings allow on a table, in the names of its catalog. */
final class Policies {
    private final Settings settings;
    private final Restraints restraints;
    private final boolean quarantine;

    /** @param quarantine whether there is a place for values that are left out */
    Policies(Settings settings, Restraints restraints, boolean quarantine) {
        this.settings = settings;
        this.restraints = restraints;
        this.quarantine = quarantine;
    }

    /** What they allow under every name that the table had or may have now. Aliases that contradict each other are none. */
    Policy of(LostTable lost, Dialect dialect) {
        Policy policy = of(lost.past().current(), dialect);
        for (TableHistory candidate : lost.candidates()) {
            Policy other = of(candidate.current(), dialect);
            Map<String, String> aliases = new HashMap<>(policy.aliases());
            other.aliases().forEach(aliases::putIfAbsent);
            aliases.entrySet()
                    .removeIf(alias ->
                            !alias.getValue().equals(other.aliases().getOrDefault(alias.getKey(), alias.getValue())));
            List<String> critical = new ArrayList<>(policy.critical());
            critical.addAll(other.critical());
            policy = new Policy(aliases, critical, policy.leastConfidence(), policy.quarantine());
        }
        return policy;
    }

    /** Where they say that the table is now, if it is one of the candidates; else null. */
    LostCase.@Nullable Place declared(LostTable lost, Dialect dialect) {
        TableSnapshot last = lost.past().current();
        String alias = settings.tableAlias(last.schema(), last.name());
        if (alias == null) {
            return null;
        }
        for (TableHistory candidate : lost.candidates()) {
            TableSnapshot now = candidate.current();
            String schema = alias.indexOf('.') < 0 ? last.schema() : alias.substring(0, alias.indexOf('.'));
            String name = alias.substring(alias.indexOf('.') + 1);
            if (means(schema, now.schema(), dialect) && means(name, now.name(), dialect)) {
                return new LostCase.Place(now.schema(), now.name());
            }
        }
        return null;
    }

    private static boolean means(String written, String held, Dialect dialect) {
        return written.equals(held)
                || new Identifier(written, false).tableName(dialect).equals(held);
    }

    Policy of(TableSnapshot table, Dialect dialect) {
        Map<String, String> aliases = new HashMap<>();
        Alias.agreed(settings.aliases(table.schema(), table.name()), restraints.aliases(table))
                .forEach((from, to) -> aliases.put(
                        dialect.folding().fold(from), dialect.folding().fold(to)));
        Map<String, String> defaults = new HashMap<>();
        settings.defaults(table.schema(), table.name())
                .forEach((column, value) -> defaults.put(dialect.folding().fold(column), value));
        return new Policy(
                aliases,
                settings.criticalColumns(table.schema(), table.name()),
                settings.leastConfidence(),
                quarantine,
                defaults,
                settings.repairs().defaultsOff());
    }
}
