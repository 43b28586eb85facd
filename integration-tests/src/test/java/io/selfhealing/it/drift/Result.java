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
     * @param known whether the agent had time to see the tables before anything was changed
     * @param reason why the agent did not heal it though it is healable, as it told it; empty where it did
     */
    record Judged(Ruling ruling, boolean broken, boolean healable, boolean known, String reason) {
        /** Whether it should have been healed. */
        boolean due() {
            return healable && known;
        }

        boolean unhealed() {
            return due() && ruling.verdict() != Verdict.HEALED;
        }
    }

    boolean right() {
        return wrong == null;
    }
}
