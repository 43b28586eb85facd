package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.State;

/** What writing one value back came to. */
sealed interface Result {
    /**
     * It is decided, once the transaction is committed.
     *
     * @param reason in names and types; may be empty
     */
    record Settled(State state, String reason) implements Result {}

    /** It is tried another time. */
    record Waits(String reason) implements Result {}

    Result RESTORED = new Settled(State.RESTORED, "");
    Result TAKEN = new Settled(State.CONFLICT, "the column is not empty");

    static Result conflict(String reason) {
        return new Settled(State.CONFLICT, reason);
    }
}
