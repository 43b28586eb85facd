package io.selfhealing.agent.config;

import java.util.Locale;

/** What becomes of a write that the spool has no room for. */
public enum WhenFull {
    /** The application sees its own error. */
    REFUSE;

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
