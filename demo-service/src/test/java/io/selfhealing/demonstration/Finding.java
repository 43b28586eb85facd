package io.selfhealing.demonstration;

import java.util.List;
import java.util.Set;

/**
 * What the tables say about one write.
 *
 * @param rows every row that carries the write's marker
 * @param right watched names (see {@link Act#watched}) whose value stands where it belongs
 * @param wrong what stands where it does not belong, as sentences for the reader
 */
record Finding(Write write, List<Row> rows, Set<String> right, List<String> wrong) {
    Finding {
        rows = List.copyOf(rows);
        right = Set.copyOf(right);
        wrong = List.copyOf(wrong);
    }

    boolean landed() {
        return write.acknowledged() && rows.size() == 1 && wrong.isEmpty();
    }

    boolean lost() {
        return write.acknowledged() && rows.isEmpty();
    }

    boolean misplaced() {
        return !wrong.isEmpty();
    }

    boolean duplicated() {
        return rows.size() > 1;
    }

    /** In the table although the service said that it failed. */
    boolean denied() {
        return !write.acknowledged() && !rows.isEmpty();
    }
}
