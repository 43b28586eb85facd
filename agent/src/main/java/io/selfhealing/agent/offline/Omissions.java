package io.selfhealing.agent.offline;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the required columns to which an INSERT would give nothing, healed or not. */
final class Omissions {
    private Omissions() {}

    /** The first of them; null where there is none, or where the database may fill it by itself. */
    static @Nullable String in(ParsedWrite insert, TableSnapshot table, Verdict verdict, Dialect dialect) {
        // Outside of strict mode MySQL takes such an INSERT.
        if (table.rewritesRows() || dialect.product().speaksMySql()) {
            return null;
        }
        Set<String> given = given(insert, verdict, dialect);
        for (Column column : table.columns()) {
            if (column.required() && column.source() == Column.Source.NONE && !given.contains(column.name())) {
                return column.name();
            }
        }
        return null;
    }

    private static Set<String> given(ParsedWrite insert, Verdict verdict, Dialect dialect) {
        Map<String, String> renamed = new HashMap<>();
        Set<String> given = new HashSet<>();
        if (verdict instanceof Verdict.Heal heal) {
            for (Step step : heal.steps()) {
                if (step instanceof Step.Rename rename) {
                    renamed.put(rename.from(), rename.to());
                } else if (step instanceof Step.Fill fill) {
                    given.add(fill.column());
                }
            }
        }
        for (Assignment assignment : insert.assignments()) {
            String name = assignment.column().column().name(dialect);
            given.add(renamed.getOrDefault(name, name));
        }
        return given;
    }
}
