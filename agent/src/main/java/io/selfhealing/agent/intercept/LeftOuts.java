package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out which values a plan leaves out, and by which key their rows are found again. */
final class LeftOuts {
    private LeftOuts() {}

    static @Nullable LeftOutColumns of(ParsedWrite write, TableSnapshot table, List<Step> steps, Dialect dialect) {
        Map<String, List<Value>> columns = new HashMap<>();
        Map<String, String> renamed = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.LeaveOut leaveOut) {
                columns.put(leaveOut.column(), List.of());
            } else if (step instanceof Step.Rename rename) {
                renamed.put(rename.from(), rename.to());
            }
        }
        if (columns.isEmpty()) {
            return null;
        }
        Map<String, List<Value>> written = new HashMap<>();
        for (Assignment assignment : write.assignments()) {
            String name = name(assignment.column(), table, dialect);
            if (columns.containsKey(name)) {
                columns.put(name, assignment.values());
            }
            written.put(renamed.getOrDefault(name, name), assignment.values());
        }
        for (KeyCondition condition : write.keyConditions()) {
            String name = name(condition.column(), table, dialect);
            // The row is found by what the condition says; an UPDATE that changes its own key is not followed.
            written.put(renamed.getOrDefault(name, name), List.of(condition.value()));
        }
        int rows = Math.max(1, write.rows());
        Map<String, List<Value>> keys = new HashMap<>();
        List<String> generated = new ArrayList<>();
        for (String key : table.primaryKey()) {
            List<Value> values = written.get(key);
            if (values == null || values.stream().allMatch(Value.Default.class::isInstance)) {
                generated.add(key);
            } else {
                keys.put(key, values);
            }
        }
        boolean impossible = table.primaryKey().isEmpty()
                || !columns.values().stream().allMatch(values -> knowable(values, rows))
                || !keys.values().stream().allMatch(values -> knowable(values, rows));
        return impossible ? LeftOutColumns.IMPOSSIBLE : new LeftOutColumns(columns, keys, generated, rows);
    }

    /** As the catalog spells it: where case does not matter, a statement may write them in another case. */
    static String name(ColumnUse use, TableSnapshot table, Dialect dialect) {
        String name = use.column().name(dialect);
        if (!dialect.folding().ignoresCase() || table.column(name) != null) {
            return name;
        }
        return table.columns().stream()
                .map(Column::name)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    private static boolean knowable(List<Value> values, int rows) {
        return values.size() == rows && values.stream().noneMatch(Value.Expression.class::isInstance);
    }
}
