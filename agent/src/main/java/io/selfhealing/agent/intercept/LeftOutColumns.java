package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Value;
import java.util.List;
import java.util.Map;

/**
 * What a plan leaves out of a write, and how its rows are found again.
 *
 * @param columns for each column left out its value in each row
 * @param keys for each column of the primary key its value in each row; lacks the columns whose values the database gives
 * @param generated columns of the primary key whose values the database gives
 * @param rows how many rows one execution writes; 0 where something cannot be known
 */
record LeftOutColumns(
        Map<String, List<Value>> columns, Map<String, List<Value>> keys, List<String> generated, int rows) {
    LeftOutColumns {
        columns = Map.copyOf(columns);
        keys = Map.copyOf(keys);
        generated = List.copyOf(generated);
    }

    /** Some value to be left out, or some key, cannot be known: the write must not be healed. */
    static final LeftOutColumns IMPOSSIBLE = new LeftOutColumns(Map.of(), Map.of(), List.of(), 0);

    boolean impossible() {
        return rows == 0;
    }

    boolean needsGeneratedKeys() {
        return !generated.isEmpty();
    }
}
