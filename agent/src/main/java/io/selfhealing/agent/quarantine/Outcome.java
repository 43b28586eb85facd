package io.selfhealing.agent.quarantine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one value after its write had landed.
 *
 * @param state one that is of a value
 * @param column where the value went or would have gone, as the catalog holds it; null where there is nothing to say of that
 * @param reason for people, in names and types, never a value; may be empty
 */
public record Outcome(
        String ticket,
        int place,
        State state,
        Instant time,
        @Nullable String column,
        String reason) {
    public Outcome {
        if (state.isOfWrite()) {
            throw new IllegalArgumentException("not the outcome of a value: " + state);
        }
    }

    /** The id of the value's entry. */
    public String entry() {
        return Entry.id(ticket, place);
    }
}
