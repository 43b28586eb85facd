package io.selfhealing.agent.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a few rows of a table held at one moment, in hashes.
 *
 * @param shape a name of the table's shape at that moment
 * @param taken in milliseconds since 1970
 * @param columns those of which each row has a hash, in their order
 */
public record Print(String shape, long taken, List<Column> columns, List<Row> rows) {
    /** The most rows of which a print is made. */
    public static final int MOST_ROWS = 32;

    /** The most columns. */
    public static final int MOST_COLUMNS = 200;

    public Print {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A column as it was when the rows were read.
     *
     * @param identity the column's own in the database, or null
     * @param key its place in the table's key, from 0; -1 for one that is not in it
     * @param preset whether the database gives it a value where a write does not
     */
    public record Column(String name, @Nullable String identity, Form form, int key, boolean preset) {}

    /** The key of a row, as text, and a hash for each column. */
    public static final class Row {
        private final List<String> key;
        private final long[] hashes;

        Row(List<String> key, long[] hashes) {
            this.key = List.copyOf(key);
            this.hashes = hashes.clone();
        }

        /** In the order of the key's columns. */
        public List<String> key() {
            return key;
        }

        long hash(int column) {
            return hashes[column];
        }

        int columns() {
            return hashes.length;
        }
    }

    /** The place of a column among those of the print; -1 where there is none of that name. */
    int place(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** A print of rows that were read just now. */
    static Print of(String shape, long taken, List<Column> columns, List<Reading> rows, Hasher hasher) {
        return new Print(
                shape,
                taken,
                columns,
                rows.stream().map(row -> row.hashed(columns, hasher)).toList());
    }

    /** One row as it was read: it does not outlive the look at it. */
    public record Reading(List<String> key, List<@Nullable String> values) {
        public Reading {
            key = List.copyOf(key);
        }

        private Row hashed(List<Column> columns, Hasher hasher) {
            long[] hashes = new long[columns.size()];
            for (int i = 0; i < hashes.length; i++) {
                hashes[i] = hasher.of(values.get(i), columns.get(i).form());
            }
            return new Row(key, hashes);
        }

        @Override
        public String toString() {
            return values.size() + " values";
        }
    }
}
