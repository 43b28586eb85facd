package io.selfhealing.agent.quarantine;

import java.util.Locale;

/** What became of the write that a value was left out of. */
public enum State {
    /** Not known: the process ended before the write did, or what became of it could not be written down. */
    TAKEN,
    /** It ran. */
    LANDED,
    /** It did not run, or was rolled back: the value belongs nowhere. */
    VOID;

    /** As it is written in the journal. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
