package io.selfhealing.agent.config;

import java.util.Locale;

/** What is done with the renames that this application's own databases have gone through. */
public record Learned(Use use, Ensemble ensemble) {
    /** How far they are used. */
    public enum Use {
        /** Learns, and heals by what has earned trust. */
        ON,
        /** Learns, and heals by none of it. */
        OBSERVE,
        /** Neither. */
        OFF;

        /** As it is written in the configuration. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
