package io.selfhealing.agent.spool;

import java.time.Instant;

/**
 * A record that its database does not take.
 *
 * @param reason for people
 * @param time when it was given up
 */
public record DeadLetter(SpoolRecord record, String reason, Instant time) {
    /** In one line without its end; values with their types, as on disk. */
    public String json() {
        return RecordJson.text(this);
    }
}
