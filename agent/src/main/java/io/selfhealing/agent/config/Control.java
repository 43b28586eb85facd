package io.selfhealing.agent.config;

import java.util.Locale;

/** Whether the agent can be asked and told things on a socket in its home. */
public enum Control {
    ON,
    OFF;

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
