package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.sql.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a plan leaves out of a write, and how its rows are found again.
 *
 * @param columns for each column left out its value in each row
 * @param keys for each column of the primary key its value in each row; lacks the columns whose values the database gives
 * @param others for each other column that is written its value in each row, as far as these can be known
 * @param generated columns of the primary key whose values the database gives
 * @param readable columns of the primary key that a prepared statement can be made to give back as they were stored, because the
 *     database may store something else than was bound
 * @param rewritten whether a trigger may change what is stored, the key included
 * @param rowColumns what else of the row a prepared statement can be made to give back
 * @param mayMiss whether a row may not be there, or not be written
 * @param overwrites whether what it writes takes the place of what a row had before
 * @param rows how many rows one execution writes; 0 where something cannot be known
 */
record LeftOutColumns(
        Map<String, List<Value>> columns,
        Map<String, List<Value>> keys,
        Map<String, List<Value>> others,
        List<String> generated,
        List<String> readable,
        boolean rewritten,
        List<String> rowColumns,
        boolean mayMiss,
        boolean overwrites,
        int rows) {
    LeftOutColumns {
        columns = Map.copyOf(columns);
        keys = Map.copyOf(keys);
        others = Map.copyOf(others);
        generated = List.copyOf(generated);
        readable = List.copyOf(readable);
        rowColumns = List.copyOf(rowColumns);
    }

    /** Some value to be left out, or some key, cannot be known: the write must not be healed. */
    static final LeftOutColumns IMPOSSIBLE =
            new LeftOutColumns(Map.of(), Map.of(), Map.of(), List.of(), List.of(), false, List.of(), false, false, 0);

    boolean impossible() {
        return rows == 0;
    }

    boolean needsGeneratedKeys() {
        return !generated.isEmpty();
    }

    /** Columns of the key without which a prepared statement's rows may not be found again. */
    List<String> needed() {
        List<String> needed = new ArrayList<>(generated);
        needed.addAll(readable);
        return needed;
    }

    /** All that is asked of a prepared statement. */
    List<String> asked() {
        List<String> asked = needed();
        asked.addAll(rowColumns);
        return asked;
    }

    /** What is asked only to know the row again. */
    List<String> telling() {
        List<String> telling = new ArrayList<>(rowColumns);
        telling.removeAll(LeftOut.ROW_COLUMNS);
        telling.removeAll(keys.keySet());
        telling.removeAll(generated);
        return telling;
    }
}
