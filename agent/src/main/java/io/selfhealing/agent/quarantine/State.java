package io.selfhealing.agent.quarantine;

import java.util.Locale;

/** What became of a value, and of the write that it was left out of. */
public enum State {
    /** Not known: the process ended before the write did, or what became of it could not be written down. */
    TAKEN,
    /** The write ran in a transaction of whose end nothing is known: it may be open still. */
    OPEN,
    /** The write is in the database: the value may go back to its row. */
    LANDED,
    /** The write did not run, or was rolled back: the value belongs nowhere. */
    VOID,
    /** The value is in the database. */
    RESTORED,
    /** The value cannot go back, for something else is there or the column does not take it; it stays here. */
    CONFLICT,
    /** The row was seen to go: the application deleted it. */
    GONE,
    /** A later write of the same row and column took its place. */
    SUPERSEDED,
    /** The value had gone back, to a column that was wrong, and a person took it out of that again; it stays here. */
    WITHDRAWN,
    /** Nothing tells whether the row is still there under its key, or is still the same row; it stays here. */
    UNKNOWN;

    /** Whether the value itself will never be needed again. */
    public boolean isSettled() {
        return this == VOID || this == RESTORED || this == GONE || this == SUPERSEDED;
    }

    /** Whether it says what became of the write, and not of one value. */
    boolean isOfWrite() {
        return compareTo(VOID) <= 0;
    }

    /** As it is written in the journal. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
