package io.selfhealing.agent.config;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Where what happened is shown, beside the event log.
 *
 * @param warnings whether a healed statement of the application carries an {@code SQLWarning}
 * @param openTelemetry whether a heal is an event of the application's current span
 * @param metricsPort on which Prometheus may ask, on the loopback interface; empty where it may not
 */
public record Signals(Switch warnings, Switch openTelemetry, OptionalInt metricsPort) {
    /** Whether something is done. */
    public enum Switch {
        ON,
        OFF;

        /** As it is written in the configuration. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
