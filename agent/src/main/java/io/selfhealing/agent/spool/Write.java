package io.selfhealing.agent.spool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row written by one statement.
 *
 * @param table with its schema where that is known
 * @param statement its text as it was prepared
 * @param key column → value of the row's key; null where the write does not carry it
 * @param meaning what its names meant when it was acknowledged; null in records of a version that did not write that down
 */
public record Write(
        String table,
        String statement,
        List<Parameter> parameters,
        @Nullable Map<String, Object> key,
        @Nullable Meaning meaning) {
    /** One of which nobody wrote down what its names meant. */
    public Write(String table, String statement, List<Parameter> parameters, @Nullable Map<String, Object> key) {
        this(table, statement, parameters, key, null);
    }

    public Write {
        parameters = List.copyOf(parameters);
        key = key == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }
}
