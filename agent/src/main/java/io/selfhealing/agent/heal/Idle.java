package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The column that an UPDATE sets to itself where nothing that it wrote is left: it finds, counts and locks the same rows, and the
 * triggers of the table see them updated without a change, as they would of any UPDATE that changes nothing.
 */
public final class Idle {
    /** Types whose every value may be written again as it is: no session's mode has an opinion of them. */
    private static final Set<TypeFamily> PLAIN =
            EnumSet.of(TypeFamily.INTEGER, TypeFamily.BOOLEAN, TypeFamily.TEXT, TypeFamily.UUID);

    private static final Set<Column.Source> WRITABLE =
            EnumSet.of(Column.Source.NONE, Column.Source.DEFAULT, Column.Source.SEQUENCE);

    private Idle() {}

    /** Null where the table has no column that may be set to itself without a doubt. */
    public static @Nullable String of(TableSnapshot table) {
        return table.columns().stream()
                .filter(column -> WRITABLE.contains(column.source()))
                .filter(column -> PLAIN.contains(column.type().family()))
                .min(Comparator.comparing((Column column) -> table.primaryKey().contains(column.name()))
                        .thenComparing(Column::source)
                        .thenComparing(column -> column.type().family())
                        .thenComparing(Column::position))
                .map(Column::name)
                .orElse(null);
    }
}
