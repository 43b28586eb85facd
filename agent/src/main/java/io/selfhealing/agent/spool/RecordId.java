package io.selfhealing.agent.spool;

import java.util.UUID;

/**
 * Names a record, for ever: no other record anywhere has the same.
 *
 * @param spool made anew each time a process opens a spool
 * @param sequence from 1, in the order in which the records were appended; some numbers belong to no record
 */
public record RecordId(UUID spool, long sequence) {
    /** The id that {@link #toString} has written. */
    public static RecordId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a record's id: " + text);
        }
        return new RecordId(UUID.fromString(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return spool + ":" + sequence;
    }
}
