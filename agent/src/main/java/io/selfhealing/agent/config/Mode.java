package io.selfhealing.agent.config;

import java.util.Locale;

/** How far the agent goes. */
public enum Mode {
    /** Heals writes. */
    HEAL,
    /** Decides and records, and changes nothing. */
    OBSERVE,
    /** Touches no class. */
    OFF;

    /** As it is written in the configuration and in events. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
