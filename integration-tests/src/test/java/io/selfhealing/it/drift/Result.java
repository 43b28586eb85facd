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
     * @param reason why the agent did not heal it though it is healable, as it told it; empty where it did
     */
    record Judged(Ruling ruling, boolean broken, boolean healable, String reason) {
        boolean unhealed() {
            return healable && ruling.verdict() != Verdict.HEALED;
        }
    }

    boolean right() {
        return wrong == null;
    }
}
