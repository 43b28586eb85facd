package io.selfhealing.agent.config;

import java.util.Locale;

/** What becomes of a batch of which some rows cannot be written, after what can be healed was healed. */
public enum BatchPolicy {
    /** What the driver does with such a batch. */
    STRICT,
    /** Outside a transaction the other rows land. */
    PARTIAL;

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
