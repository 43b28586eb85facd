package io.selfhealing.agent.quarantine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * By what a row can be told from another that has its key later.
 *
 * @param by name of the {@link HashKey} that hashed the columns
 * @param columns that the write gave to the row, the key and what was left out excepted
 * @param counted whether the key alone tells nothing: the database drew it from a counter, which may begin anew, or a trigger that
 *     cannot be ruled out may have changed it
 * @param version of the row after the write, unlike that of any other row or after another write (PostgreSQL: {@code xmin}); null where
 *     it is not known
 */
public record RowMark(
        String by,
        Map<String, ColumnMark> columns,
        boolean counted,
        @Nullable String version) {
    private static final int PARTS = 4; // of the text for each column

    public RowMark {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** The same once the row's version is known. */
    RowMark at(String rowVersion) {
        return new RowMark(by, columns, counted, rowVersion);
    }

    /** The same with what other columns of the row held, of which the write itself told nothing. */
    RowMark with(Map<String, ColumnMark> told) {
        Map<String, ColumnMark> all = new LinkedHashMap<>(told);
        all.putAll(columns);
        return new RowMark(by, all, counted, version);
    }

    /** A text of what columns held, for {@link LeftOut#ROW_MARKS}. */
    public static String text(Map<String, ColumnMark> told) {
        StringJoiner text = new StringJoiner("\0");
        told.forEach((column, mark) ->
                text.add(column).add(mark.sort()).add(mark.hash()).add(String.valueOf(mark.bits())));
        return text.toString();
    }

    /** What such a text says; nothing where it is none. */
    static Map<String, ColumnMark> read(String text) {
        String[] parts = text.split("\0", -1);
        Map<String, ColumnMark> told = new LinkedHashMap<>();
        for (int i = 0; i + PARTS <= parts.length; i += PARTS) {
            try {
                told.put(parts[i], new ColumnMark(parts[i + 1], parts[i + 2], Integer.parseInt(parts[i + 3])));
            } catch (NumberFormatException e) {
                return Map.of();
            }
        }
        return told;
    }
}
