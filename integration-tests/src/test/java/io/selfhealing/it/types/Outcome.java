package io.selfhealing.it.types;

import org.jspecify.annotations.Nullable;

/**
 * One cell of the page.
 *
 * @param expected what the value is in the column; null where it has no lossless reading there
 * @param stored what the column has; null where nothing landed
 * @param state of the error that the application saw; empty where it saw none
 * @param reason why nothing was healed, as the event says it; empty where none does
 */
record Outcome(
        Kind from,
        Kind to,
        Setter setter,
        @Nullable String expected,
        @Nullable String stored,
        boolean healed,
        String state,
        String reason) {
    boolean landed() {
        return stored != null;
    }

    boolean isLossless() {
        return expected != null;
    }

    /** Whether the agent's part in it is not what the value means, or the application was told something else than what is there. */
    boolean isWrong() {
        return state.isEmpty() != landed() || (healed && stored != null && !stored.equals(expected));
    }

    @Override
    public String toString() {
        return from + " in " + to + " by " + setter + ": expected " + expected + ", stored " + stored
                + (healed ? ", healed" : "") + " " + state + " " + reason;
    }
}
