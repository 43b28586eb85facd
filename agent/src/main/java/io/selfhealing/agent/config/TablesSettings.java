package io.selfhealing.agent.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The agent's own tables in the application's databases.
 *
 * @param schema where they are; as one writes a name without quotes, or in double quotes. Where it is empty: where the agent's
 *     own connection finds them, else in that connection's own schema
 * @param interval how long events are put together before they are written to a table
 * @param application what rows call the application; empty where it was not given a name
 */
public record TablesSettings(Use use, Optional<String> schema, Duration interval, Optional<String> application) {
    /** Without events. */
    public TablesSettings(Use use, Optional<String> schema) {
        this(use, schema, Duration.ofSeconds(5), Optional.empty());
    }

    /** How far they are used. */
    public enum Use {
        /** Nobody looks for them. */
        OFF,
        /** Those that are there are used. None is made. */
        USE,
        /** Those that are missing are made. */
        CREATE;

        /** As it is written in the configuration. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
