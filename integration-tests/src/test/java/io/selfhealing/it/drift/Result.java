package io.selfhealing.it.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a history.
 *
 * @param wrong null where nothing was
 * @param impossible why it could not be played to its end; null where it was
 */
record Result(
        History history,
        List<Judged> judged,
        List<String> log,
        @Nullable Ruling wrong,
        @Nullable String impossible) {
    /**
     * One unit of writes.
     *
     * @param broken whether plain JDBC fails
     * @param healable whether it has a right answer all the same
     */
    record Judged(Ruling ruling, boolean broken, boolean healable) {}

    boolean right() {
        return wrong == null;
    }
}
