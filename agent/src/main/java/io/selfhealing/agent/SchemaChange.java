package io.selfhealing.agent;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.ArrayList;
import java.util.List;

/** A change of a table in words, for the event log. */
final class SchemaChange {
    private SchemaChange() {}

    static String between(TableSnapshot before, TableSnapshot after) {
        List<String> words = new ArrayList<>();
        for (Column column : before.columns()) {
            Column now = after.column(column.name());
            if (now == null) {
                words.add(column.name() + " is gone");
            } else if (!now.type().equals(column.type())) {
                words.add(column.name() + " was " + column.type().name() + " and is "
                        + now.type().name());
            } else if (!now.equals(column)) {
                words.add(column.name() + " is another or has other rules");
            }
        }
        for (Column column : after.columns()) {
            if (before.column(column.name()) == null) {
                words.add(column.name() + " came");
            }
        }
        return words.isEmpty() ? "the table, its key or its triggers changed" : String.join(", ", words);
    }
}
