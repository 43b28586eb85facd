package io.selfhealing.agent.quarantine;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that a write is about to go without.
 *
 * @param database short name, without credentials
 * @param table with its schema where that is known
 * @param value as the application bound it; null is a value too
 * @param statement what the write looks like: its text, masked
 * @param key column → value of the row's key; null where the database will make it, so that {@link Quarantine#landed} tells
 * @param origin which database and table these were, by what their catalog calls them: names may come to mean others; null where
 *     that is not known
 * @param row by what the row is told from another that has its key later; null for what an earlier version of the agent kept
 * @param moved when the application gave the row this key; null where it has it since the write
 */
public record LeftOut(
        String database,
        String table,
        String column,
        @Nullable Object value,
        String statement,
        @Nullable Map<String, Object> key,
        @Nullable Origin origin,
        @Nullable RowMark row,
        @Nullable Instant moved) {
    /** What a key as it was read from the row may have besides its columns: PostgreSQL's own, of which no table has others. */
    public static final List<String> ROW_COLUMNS = List.of("tableoid", "xmin");

    /** Beside those: what the row held, as {@link RowMark#text} says it. No table of PostgreSQL has a column of that name either. */
    public static final String ROW_MARKS = "ctid";

    public LeftOut {
        key = key == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }

    /** One whose row has not got another key. */
    public LeftOut(
            String database,
            String table,
            String column,
            @Nullable Object value,
            String statement,
            @Nullable Map<String, Object> key,
            @Nullable Origin origin,
            @Nullable RowMark row) {
        this(database, table, column, value, statement, key, origin, row, null);
    }

    /** One of which only the names are known. */
    public LeftOut(
            String database,
            String table,
            String column,
            @Nullable Object value,
            String statement,
            @Nullable Map<String, Object> key) {
        this(database, table, column, value, statement, key, null, null);
    }

    /** The same with another key; what it says of the row besides, in {@link #ROW_COLUMNS}, is kept as such. */
    public LeftOut with(@Nullable Map<String, Object> otherKey) {
        if (otherKey == null || !otherKey.keySet().containsAll(ROW_COLUMNS)) {
            return new LeftOut(database, table, column, value, statement, otherKey, origin, row, moved);
        }
        Map<String, Object> columns = new LinkedHashMap<>(otherKey);
        String in = String.valueOf(columns.remove("tableoid"));
        String version = String.valueOf(columns.remove("xmin"));
        Object marks = columns.remove(ROW_MARKS);
        RowMark told = row == null || marks == null ? row : row.with(RowMark.read(String.valueOf(marks)));
        return new LeftOut(
                database,
                table,
                column,
                value,
                statement,
                columns,
                origin == null ? null : new Origin(origin.database(), in),
                told == null ? null : told.at(version),
                moved);
    }

    /** The same without the value. */
    LeftOut withoutValue() {
        return new LeftOut(database, table, column, null, "", key, origin, null, moved);
    }

    /** The same after the application gave its row that key. */
    public LeftOut movedTo(Map<String, Object> otherKey, Instant at) {
        return new LeftOut(database, table, column, value, statement, otherKey, origin, row, at);
    }
}
