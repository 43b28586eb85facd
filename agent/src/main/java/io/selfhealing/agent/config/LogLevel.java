package io.selfhealing.agent.config;

import java.util.Locale;

/** What the agent says on standard error, fewest words first. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    /** Whether a line of level {@code other} is said at this level. */
    public boolean includes(LogLevel other) {
        return other.compareTo(this) <= 0;
    }

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
