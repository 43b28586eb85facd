package io.selfhealing.agent.config;

import java.util.List;

/**
 * What came of reading the configuration.
 *
 * @param warnings one for each key that is unknown or unreadable, and for a configuration file that is
 */
public record Reading(Settings settings, List<String> warnings) {
    public Reading {
        warnings = List.copyOf(warnings);
    }
}
