package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The columns that a write mentions, under the names by which the catalog would hold them. */
final class Mentions {
    private final ParsedWrite write;
    private final TableSnapshot table;
    private final Dialect dialect;

    Mentions(Case situation) {
        this.write = situation.write();
        this.table = situation.table().current();
        this.dialect = situation.dialect();
    }

    /** Where the database may have the name in another case they are compared without regard to case. */
    String name(ColumnUse use) {
        String name = use.column().name(dialect);
        if (dialect.folding().ignoresCase() && table.column(name) == null) {
            for (Column column : table.columns()) {
                if (column.name().equalsIgnoreCase(name)) {
                    return column.name();
                }
            }
        }
        return name;
    }

    /** In order of first mention. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        write.uses().forEach(use -> names.add(name(use)));
        return names;
    }

    /** The mentioned columns that the table does not have, in order of first mention. */
    Set<String> missing() {
        Set<String> missing = names();
        missing.removeIf(name -> table.column(name) != null);
        return missing;
    }

    List<ColumnUse> of(String column) {
        return write.uses().stream().filter(use -> name(use).equals(column)).toList();
    }

    /** What the write stores in a column or compares it with. */
    List<Value> values(String column) {
        List<Value> values = new ArrayList<>();
        for (Assignment assignment : write.everyAssignment()) {
            if (name(assignment.column()).equals(column)) {
                values.addAll(assignment.values());
            }
        }
        for (KeyCondition condition : write.keyConditions()) {
            if (name(condition.column()).equals(column)) {
                values.add(condition.value());
            }
        }
        return values;
    }

    /** Whether the name occurs where it may be this table's column or another's. */
    boolean doubtful(String column) {
        return write.doubtful().stream().anyMatch(use -> name(use).equals(column));
    }
}
