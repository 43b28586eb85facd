package io.selfhealing.agent.quarantine;

import java.time.Instant;

/**
 * A value in quarantine.
 *
 * @param ticket of its write; values of one write share it
 * @param leftOut with the row's key as far as it is known by now
 */
public record Entry(String ticket, Instant time, State state, LeftOut leftOut) {
    /** In one line without its end; values with their types, as in the journal. */
    public String json() {
        return JournalFormat.entry(this);
    }
}
