package io.selfhealing.agent.config;

import java.util.Locale;

/** What is done on databases for which the agent was written from documentation alone. */
public enum Untried {
    /** Nothing: they are as unknown as any other. */
    OFF,
    /** The same as on all others. */
    ON;

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
