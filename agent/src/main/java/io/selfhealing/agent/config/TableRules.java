package io.selfhealing.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a policy file says. Of the rules that name a table, the first that says something decides it, for each thing by itself; but
 * critical columns are those of all of them. Where a table's schema is not known (null), a rule that may name it counts where that
 * is the more cautious.
 */
public record TableRules(List<TableRule> rules) {
    /** Nothing is said of any table. */
    public static final TableRules NONE = new TableRules(List.of());

    /** What holds where it is not known what the operator wants: every table is only observed. */
    static final TableRules CAUTIOUS = new TableRules(List.of(new TableRule(
            new TablePattern(Optional.empty(), new Glob("*")),
            Mode.OBSERVE,
            List.of(),
            null,
            Map.of(),
            Map.of(),
            null,
            null)));

    public TableRules {
        rules = List.copyOf(rules);
    }

    /** How far the agent may go on that table, in whatever mode it is: {@link Mode#HEAL} where nothing is said. */
    public Mode mode(@Nullable String schema, String table) {
        Mode least = Mode.HEAL;
        for (TableRule rule : rules) {
            Mode mode = rule.mode();
            if (mode != null && rule.tables().mayName(schema, table)) {
                least = mode.compareTo(least) > 0 ? mode : least;
                if (rule.tables().names(schema, table)) {
                    break;
                }
            }
        }
        return least;
    }

    /** Globs of that table's critical columns. */
    public List<String> critical(@Nullable String schema, String table) {
        return rules.stream()
                .filter(rule -> rule.tables().mayName(schema, table))
                .flatMap(rule -> rule.critical().stream())
                .map(Glob::toString)
                .distinct()
                .toList();
    }

    /** What of its writes is kept; null where nothing is said. */
    @Nullable
    Keeping spool(@Nullable String schema, String table) {
        return first(schema, table, TableRule::spool);
    }

    /** Whether some table's writes are kept that may be another's than those the keys name. */
    boolean keepsAny() {
        return rules.stream().anyMatch(rule -> keeps(rule));
    }

    /** The patterns of tables whose writes are kept. */
    List<TablePattern> kept() {
        return rules.stream().filter(TableRules::keeps).map(TableRule::tables).toList();
    }

    private static boolean keeps(TableRule rule) {
        return rule.spool() != null && rule.spool() != Keeping.NONE;
    }

    /** Column → SQL. */
    Map<String, String> defaults(@Nullable String schema, String table) {
        Map<String, String> values = new LinkedHashMap<>();
        for (TableRule rule : naming(schema, table)) {
            rule.defaults().forEach((column, value) -> {
                if (values.keySet().stream().noneMatch(column::equalsIgnoreCase)) {
                    values.put(column, value);
                }
            });
        }
        return values;
    }

    /** Old name → new name. */
    Map<String, String> aliases(@Nullable String schema, String table) {
        Map<String, String> names = new LinkedHashMap<>();
        for (TableRule rule : naming(schema, table)) {
            rule.aliases().forEach((from, to) -> {
                if (names.keySet().stream().noneMatch(from::equalsIgnoreCase)) {
                    names.put(from, to);
                }
            });
        }
        return names;
    }

    /** Null where nothing is said. */
    @Nullable
    Duration expire(@Nullable String schema, String table) {
        return first(schema, table, TableRule::expire);
    }

    /** Null where nothing is said. */
    @Nullable
    Long budget(@Nullable String schema, String table) {
        return first(schema, table, TableRule::budget);
    }

    private <T> @Nullable T first(@Nullable String schema, String table, Function<TableRule, @Nullable T> part) {
        for (TableRule rule : naming(schema, table)) {
            T said = part.apply(rule);
            if (said != null) {
                return said;
            }
        }
        return null;
    }

    private List<TableRule> naming(@Nullable String schema, String table) {
        List<TableRule> naming = new ArrayList<>();
        for (TableRule rule : rules) {
            if (rule.tables().names(schema, table)) {
                naming.add(rule);
            }
        }
        return naming;
    }
}
