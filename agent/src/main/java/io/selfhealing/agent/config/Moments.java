package io.selfhealing.agent.config;

import java.util.Locale;

/** What becomes of {@code now()} in a write that is kept for later. */
public enum Moments {
    /** Such a write is not kept. */
    REFUSE,
    /** It is replaced by the moment at which the application wrote it. */
    MOMENT;

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
