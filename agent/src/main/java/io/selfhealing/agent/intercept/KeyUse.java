package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.Landing;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a write does to the keys of its table's rows.
 *
 * @param keys for each column of the primary key what its WHERE asks of it, or the one row that it writes has in it; empty where it
 *     does not ask for all
 * @param assigned for each column of the primary key that it sets, the value; null where that cannot be known
 */
record KeyUse(Sort sort, Map<String, Value> keys, Map<String, @Nullable Value> assigned) {
    static final KeyUse NONE = new KeyUse(Sort.NONE, Map.of(), Map.of());

    /** In which way. */
    enum Sort {
        /** Rows stay, under their keys, as far as the text tells. */
        NONE,
        /** Rows go: the one under the key, or where there is none whichever the database finds. */
        ENDS,
        /** The same, and the row under the key comes anew. */
        REPLACES,
        /** A row that was not there comes, under the key: whichever was under it before is gone. */
        MAKES,
        /** The same, or none comes. */
        MAY_MAKE,
        /** The row under one key gets another. */
        MOVES,
        /** Rows get other keys, and it cannot be told which. */
        SHIFTS
    }

    /** @param write null where it is not understood */
    static KeyUse of(@Nullable ParsedWrite write, TableSnapshot table, List<Step> steps, Dialect dialect) {
        List<String> columns = table.primaryKey();
        if (write == null || columns.isEmpty()) {
            return NONE;
        }
        Map<String, String> renamed = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Rename rename) {
                renamed.put(rename.from(), rename.to());
            }
        }
        Map<String, Value> keys = new HashMap<>();
        for (KeyCondition condition : write.keyConditions()) {
            String name = LeftOuts.name(condition.column(), table, dialect);
            keys.putIfAbsent(renamed.getOrDefault(name, name), condition.value());
        }
        keys.keySet().retainAll(columns);
        boolean whole = keys.keySet().containsAll(columns);
        if (write.kind() == StatementKind.DELETE) {
            return new KeyUse(Sort.ENDS, whole ? keys : Map.of(), Map.of());
        }
        if (write.kind() == StatementKind.INSERT && Scanner.replaces(write.sql())) {
            Map<String, Value> one = ofRow(write, table, renamed, dialect);
            return new KeyUse(Sort.REPLACES, one.keySet().containsAll(columns) ? one : Map.of(), Map.of());
        }
        if (write.kind() == StatementKind.INSERT) {
            Map<String, Value> one = ofRow(write, table, renamed, dialect);
            return one.keySet().containsAll(columns) ? new KeyUse(making(write.landing()), one, Map.of()) : NONE;
        }
        if (write.kind() != StatementKind.UPDATE) {
            return NONE;
        }
        Map<String, @Nullable Value> assigned = new HashMap<>();
        for (Assignment assignment : write.assignments()) {
            String name = LeftOuts.name(assignment.column(), table, dialect);
            String now = renamed.getOrDefault(name, name);
            if (columns.contains(now)) {
                assigned.put(
                        now,
                        assignment.values().size() == 1 ? assignment.values().get(0) : null);
            }
        }
        if (assigned.isEmpty()) {
            return NONE;
        }
        return whole ? new KeyUse(Sort.MOVES, keys, assigned) : new KeyUse(Sort.SHIFTS, Map.of(), assigned);
    }

    /** Whether a row that it is counted to have written was made by it. */
    boolean makes() {
        return sort == Sort.MAKES || sort == Sort.MAY_MAKE;
    }

    private static Sort making(Landing landing) {
        return switch (landing.kind()) {
            case OWN -> Sort.MAKES;
            case OWN_OR_NONE -> Sort.MAY_MAKE;
            case OWN_OR_SAME, UNKNOWN -> Sort.NONE;
        };
    }

    /** What is written to each column of the primary key, where one row is. */
    private static Map<String, Value> ofRow(
            ParsedWrite write, TableSnapshot table, Map<String, String> renamed, Dialect dialect) {
        Map<String, Value> key = new HashMap<>();
        for (Assignment assignment : write.assignments()) {
            String name = LeftOuts.name(assignment.column(), table, dialect);
            String now = renamed.getOrDefault(name, name);
            if (table.primaryKey().contains(now)
                    && write.rows() == 1
                    && assignment.values().size() == 1) {
                key.put(now, assignment.values().get(0));
            }
        }
        return key;
    }
}
