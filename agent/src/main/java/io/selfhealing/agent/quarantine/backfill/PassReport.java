package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.State;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What one pass over the values of one database came to.
 *
 * @param columns one for each table and column of which a value was looked at
 * @param stopped why it ended early; empty where it did not
 */
public record PassReport(List<Line> columns, String stopped) {
    public PassReport {
        columns = List.copyOf(columns);
    }

    /**
     * What became of the values of one column.
     *
     * @param settled how many for each outcome
     * @param reasons of those that wait or were refused, each with its number
     */
    public record Line(
            String table, String column, String wentTo, Map<State, Integer> settled, Map<String, Integer> reasons) {
        public Line {
            settled = settled.isEmpty() ? Map.of() : new EnumMap<>(settled);
            reasons = new TreeMap<>(reasons);
        }

        /** How many values have this outcome now. */
        public int count(State state) {
            return settled.getOrDefault(state, 0);
        }

        /** In words. */
        public String words() {
            StringJoiner words = new StringJoiner(", ");
            settled.forEach((state, count) -> words.add(count + " " + state));
            reasons.forEach((reason, count) -> words.add(count + " × " + reason));
            return words.toString();
        }
    }

    /** Over all columns. */
    public int count(State state) {
        return columns.stream().mapToInt(line -> line.count(state)).sum();
    }

    /** Puts one line together. */
    static final class LineBuilder {
        private final String table;
        private final String column;
        private String wentTo = "";
        private final Map<State, Integer> settled = new LinkedHashMap<>();
        private final Map<String, Integer> reasons = new LinkedHashMap<>();

        LineBuilder(String table, String column) {
            this.table = table;
            this.column = column;
        }

        void wentTo(String name) {
            wentTo = name;
        }

        void settled(State state, String reason) {
            settled.merge(state, 1, Integer::sum);
            if (state == State.CONFLICT || state == State.UNKNOWN) {
                reasons.merge(reason, 1, Integer::sum);
            }
        }

        void waits(String reason, int values) {
            reasons.merge(reason, values, Integer::sum);
        }

        Line build() {
            return new Line(table, column, wentTo, settled, reasons);
        }
    }
}
