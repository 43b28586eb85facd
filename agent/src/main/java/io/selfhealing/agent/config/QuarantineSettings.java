package io.selfhealing.agent.config;

import java.time.Duration;
import java.util.Locale;

/**
 * What becomes of values that were left out of writes.
 *
 * @param keep how long it is remembered of those that are settled
 */
public record QuarantineSettings(Backfill backfill, Duration keep) {
    /** Whether values go back to their rows when their column is there again. */
    public enum Backfill {
        /** When somebody says so. */
        OFF,
        /** By themselves. */
        ON;

        /** As it is written in the configuration. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
