package io.selfhealing.agent.schema;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was at one moment.
 *
 * @param schema the schema in which it was found
 * @param identity what stays the same when the table is renamed (PostgreSQL: {@code pg_class.oid}); null where there is none
 * @param columns in order of their place
 * @param primaryKey the key's columns in order; empty where there is none
 * @param kind what sort of relation it is; only ordinary tables are healed
 * @param rewritesRows whether a trigger or rule may fill or change a row before it is stored
 */
public record TableSnapshot(
        String schema,
        String name,
        @Nullable String identity,
        List<Column> columns,
        List<String> primaryKey,
        Kind kind,
        boolean rewritesRows,
        Instant seen) {
    /** The sorts of relation. */
    public enum Kind {
        TABLE,
        VIEW,
        OTHER
    }

    public TableSnapshot {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** The column of that name as the catalog holds it, or null. */
    public @Nullable Column column(String columnName) {
        for (Column column : columns) {
            if (column.name().equals(columnName)) {
                return column;
            }
        }
        return null;
    }

    /** A name of this shape: the same whenever and by whomever it is seen, and another for every other. */
    public String version() {
        return Digest.of(schema + " " + name + " " + identity + " " + columns + " " + primaryKey + " " + kind + " "
                + rewritesRows);
    }

    /**
     * A name of what its columns are: the same as long as none was added, dropped, renamed, moved or given another type. Where
     * columns have no identity, one that was dropped and made again in its place cannot be told from it.
     */
    public String layout() {
        StringBuilder text = new StringBuilder(schema + " " + name + " " + identity);
        for (Column column : columns) {
            text.append('\n').append(column.position()).append(' ').append(column.name());
            text.append(' ').append(column.type().name()).append(column.type().labels());
            text.append(' ').append(column.identity());
        }
        return Digest.of(text.toString());
    }

    /** The same with other columns. */
    TableSnapshot with(List<Column> others) {
        return new TableSnapshot(schema, name, identity, others, primaryKey, kind, rewritesRows, seen);
    }

    /** The same without comments, as if seen then. */
    TableSnapshot bare(Instant at) {
        List<Column> uncommented = columns.stream()
                .map(column -> new Column(
                        column.name(),
                        column.position(),
                        column.type(),
                        column.required(),
                        column.source(),
                        column.identity(),
                        ""))
                .toList();
        return new TableSnapshot(schema, name, identity, uncommented, primaryKey, kind, rewritesRows, at);
    }

    /** Whether both say the same of the table, whenever they were seen. */
    public boolean sameShape(TableSnapshot other) {
        return schema.equals(other.schema)
                && name.equals(other.name)
                && java.util.Objects.equals(identity, other.identity)
                && columns.equals(other.columns)
                && primaryKey.equals(other.primaryKey)
                && kind == other.kind
                && rewritesRows == other.rewritesRows;
    }
}
