package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.ReturnedColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Under which names an application that writes by an earlier shape of a table reads its columns back.
 *
 * @param columns all that the table has, in their order
 * @param complete whether every column of the earlier shape is among them
 */
public record ReadBack(List<ReturnedColumn> columns, boolean complete) {
    public ReadBack {
        columns = List.copyOf(columns);
    }

    /** By the newest earlier shape that had all the columns which a heal moves or leaves out; where there is none, by its steps. */
    public static ReadBack of(TableHistory history, List<Step> steps) {
        Map<String, String> renamed = new HashMap<>();
        Set<String> gone = new HashSet<>();
        for (Step step : steps) {
            if (step instanceof Step.Rename rename) {
                renamed.put(rename.from(), rename.to());
            } else if (step instanceof Step.LeaveOut leaveOut) {
                gone.add(leaveOut.column());
            }
        }
        TableSnapshot now = history.current();
        Map<String, String> labels = new HashMap<>();
        renamed.forEach((from, to) -> labels.put(to, from));
        boolean complete = gone.isEmpty();
        TableSnapshot before = before(history, renamed.keySet(), gone);
        for (Column column : before == null ? List.<Column>of() : before.columns()) {
            String moved = renamed.get(column.name());
            String there = moved == null ? there(column, now) : moved;
            complete &= there != null;
            if (there != null) {
                labels.put(there, column.name());
            }
        }
        List<ReturnedColumn> columns = now.columns().stream()
                .sorted(Comparator.comparingInt(Column::position))
                .map(column -> new ReturnedColumn(column.name(), labels.getOrDefault(column.name(), column.name())))
                .toList();
        Set<String> distinct = new HashSet<>();
        boolean apart = columns.stream().allMatch(column -> distinct.add(column.label()));
        return new ReadBack(columns, complete && apart);
    }

    private static @Nullable TableSnapshot before(TableHistory history, Set<String> renamed, Set<String> gone) {
        List<String> all = new ArrayList<>(renamed);
        all.addAll(gone);
        return history.earlier().stream()
                .filter(shape -> all.stream().allMatch(column -> shape.column(column) != null))
                .findFirst()
                .orElse(null);
    }

    /** What a column that the write does not touch is called now; null where it is gone, or that is not known. */
    private static @Nullable String there(Column column, TableSnapshot now) {
        if (now.column(column.name()) != null) {
            return column.name();
        }
        return now.columns().stream()
                .filter(each -> each.identity() != null && each.identity().equals(column.identity()))
                .map(Column::name)
                .findFirst()
                .orElse(null);
    }
}
