package io.selfhealing.agent.spool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the names of a write meant when it was acknowledged, by its table as that was last seen then. Names as the catalog holds
 * them.
 *
 * @param schema of the table, as the connection that made the write looked it up
 * @param table its name without the schema
 * @param identity what stays the same when the table is renamed (PostgreSQL: {@code pg_class.oid}); null where there is none
 * @param layout a digest of all its columns, so that it can be told whether any changed since
 * @param columns for each name by which the text mentions a column that the table had, that column
 * @param assumption by what the table was found; null where the connection itself was asked, or the text names the schema
 */
public record Meaning(
        String schema,
        String table,
        @Nullable String identity,
        String layout,
        Map<String, Column> columns,
        @Nullable Assumption assumption) {
    /**
     * Where a connection that could not be opened was taken to look up names.
     *
     * @param entrance stands for the way in which it would have been opened; empty where nothing does
     * @param path schemas in order
     */
    public record Assumption(String entrance, List<String> path) {
        public Assumption {
            path = List.copyOf(path);
        }
    }

    /** One that assumes nothing. */
    public Meaning(String schema, String table, @Nullable String identity, String layout, Map<String, Column> columns) {
        this(schema, table, identity, layout, columns, null);
    }

    /** The same where the table was found by that. */
    public Meaning assuming(Assumption by) {
        return new Meaning(schema, table, identity, layout, columns, by);
    }

    /**
     * A column as it was.
     *
     * @param identity what stays the same when it is renamed and is never given to another; null where there is none
     * @param type as the database spells it
     */
    public record Column(@Nullable String identity, String type) {}

    public Meaning {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
