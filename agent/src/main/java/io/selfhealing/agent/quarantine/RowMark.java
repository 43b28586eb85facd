package io.selfhealing.agent.quarantine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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
    public RowMark {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** The same once the row's version is known. */
    RowMark at(String rowVersion) {
        return new RowMark(by, columns, counted, rowVersion);
    }
}
