package io.selfhealing.agent.schema;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a name meant on one connection at the moment at which that connection was asked.
 *
 * @param schema the schema in which it was found
 * @param identity as {@link TableSnapshot#identity}; null where there is none
 * @param kind {@link TableSnapshot.Kind#OTHER} also for a temporary table, and for one whose columns cannot be told with certainty
 * @param columns in order of their place
 */
public record ResolvedTable(
        String schema, String name, @Nullable String identity, TableSnapshot.Kind kind, List<ResolvedColumn> columns) {
    public ResolvedTable {
        columns = List.copyOf(columns);
    }

    /** What a whole reading of the table says. */
    static ResolvedTable of(TableSnapshot table) {
        List<ResolvedColumn> columns = table.columns().stream()
                .map(column -> new ResolvedColumn(
                        column.name(), column.position(), column.type().name(), column.source() != Column.Source.NONE))
                .toList();
        return new ResolvedTable(table.schema(), table.name(), table.identity(), table.kind(), columns);
    }

    /** Whether it is surely not that table, whatever became of its columns. */
    public boolean isAnother(TableSnapshot table) {
        if (identity != null && table.identity() != null) {
            return !identity.equals(table.identity());
        }
        return !name.isEmpty() && !(schema.equals(table.schema()) && name.equals(table.name()));
    }

    /** Whether it is that ordinary table, and no column of it came, went or got another name, place, type or default since. */
    public boolean is(TableSnapshot table) {
        return kind == TableSnapshot.Kind.TABLE
                && table.kind() == TableSnapshot.Kind.TABLE
                && schema.equals(table.schema())
                && name.equals(table.name())
                && Objects.equals(identity, table.identity())
                && columns.size() == table.columns().size()
                && IntStream.range(0, columns.size())
                        .allMatch(i -> columns.get(i).is(table.columns().get(i)));
    }
}
