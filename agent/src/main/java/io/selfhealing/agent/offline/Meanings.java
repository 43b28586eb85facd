package io.selfhealing.agent.offline;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Meaning;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what the names of a write mean, so that it can be made later whatever they mean then. */
public final class Meanings {
    private Meanings() {}

    /**
     * What they mean by the table as it was last seen. A name that the table did not have and that was proved to be another
     * column's former name means that column; one of which that is not proved means nothing.
     *
     * @param verdict on the write by that table
     */
    public static Meaning of(ParsedWrite write, TableSnapshot table, Verdict verdict, Dialect dialect) {
        Map<String, String> proved = proved(verdict);
        Map<String, Meaning.Column> columns = new LinkedHashMap<>();
        for (ColumnUse use : write.uses()) {
            String name = use.column().name(dialect);
            Column column = table.column(proved.getOrDefault(name, name));
            if (column != null) {
                columns.put(
                        name,
                        new Meaning.Column(column.identity(), column.type().name()));
            }
        }
        return new Meaning(table.schema(), table.name(), table.identity(), table.layout(), columns);
    }

    private static Map<String, String> proved(Verdict verdict) {
        Map<String, String> proved = new HashMap<>();
        if (verdict instanceof Verdict.Heal heal) {
            for (Step step : heal.steps()) {
                if (step instanceof Step.Rename rename && !rename.unproved()) {
                    proved.put(rename.from(), rename.to());
                }
            }
        }
        return proved;
    }
}
