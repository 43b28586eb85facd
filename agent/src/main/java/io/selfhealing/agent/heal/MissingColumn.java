package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The question that a rung answers: where is this column of the write?
 *
 * @param name as the catalog would hold it; the table has no such column now
 * @param renamed the write's other missing columns that have a place already, old name → new name
 * @param open the missing columns that have none, this one included
 */
public record MissingColumn(Case situation, String name, Map<String, String> renamed, Set<String> open) {
    public MissingColumn {
        renamed = Map.copyOf(renamed);
        open = Set.copyOf(open);
    }

    public TableSnapshot table() {
        return situation.table().current();
    }

    /** Every known earlier shape that had the column, newest first. */
    public List<TableSnapshot> earlierWithIt() {
        return situation.table().earlier().stream()
                .filter(snapshot -> snapshot.column(name) != null)
                .toList();
    }

    /** Whether the table is known to have had the column: an earlier shape shows it, or its rename was witnessed. */
    boolean everSeen() {
        return !earlierWithIt().isEmpty()
                || situation.table().renames().stream()
                        .anyMatch(rename -> rename.from().equals(name));
    }

    /** The newest earlier shape that had the column; null where none is known. */
    public @Nullable TableSnapshot lastSeen() {
        List<TableSnapshot> with = earlierWithIt();
        return with.isEmpty() ? null : with.get(0);
    }

    /** The column as it was last seen; null where no earlier shape had it. */
    public @Nullable Column before() {
        TableSnapshot last = lastSeen();
        return last == null ? null : last.column(name);
    }

    /** From the newest shape that had the column to the table as it is; empty where no shape had it. */
    List<TableSnapshot> shapesSinceLastSeen() {
        List<TableSnapshot> shapes = new ArrayList<>(List.of(table()));
        for (TableSnapshot earlier : situation.table().earlier()) {
            shapes.add(0, earlier);
            if (earlier.column(name) != null) {
                return shapes;
            }
        }
        return List.of();
    }

    /** Whether the table once had this column and the other at the same time, so that they cannot be the same. */
    public boolean metTogether(String other) {
        return earlierWithIt().stream().anyMatch(snapshot -> snapshot.column(other) != null);
    }

    /** Whether the database's own column identities say that the other column is not this one. */
    public boolean identityDiffers(Column other) {
        Column before = before();
        return before != null
                && before.identity() != null
                && other.identity() != null
                && !before.identity().equals(other.identity());
    }

    /** What the table's rows say of whether the other column is this one. */
    public Content content(String other) {
        return situation.contents().of(name, other);
    }

    /** Whether the table is known to have no row, so that nothing in it can say anything, and nothing can be lost. */
    public boolean tableIsEmpty() {
        return situation.contents().empty();
    }

    /** Every mention of the column in the write. */
    public List<ColumnUse> uses() {
        return new Mentions(situation).of(name);
    }

    /** What the write stores in the column or compares it with. */
    public List<Value> values() {
        return new Mentions(situation).values(name);
    }

    /**
     * Why the column must not be mapped onto another, however good the evidence of that kind looks; null where nothing
     * speaks against it.
     */
    public @Nullable String objection(Column target, EvidenceKind kind) {
        return Objections.against(this, target, kind);
    }
}
