package io.selfhealing.benchmarks.soak;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the command line says, {@code key=value}. */
final class Options {
    private final Map<String, String> given = new HashMap<>();

    Options(String... arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(argument + " is not key=value");
            }
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
    }

    /** The packaged agent, or {@code none}. */
    String agent() {
        return given.getOrDefault("agent", "none");
    }

    Path report() {
        return Path.of(given.getOrDefault("report", "soak.md"));
    }

    double minutes() {
        return Double.parseDouble(given.getOrDefault("minutes", "3"));
    }

    /** Seconds from one schema change to the next. */
    double every() {
        return Double.parseDouble(given.getOrDefault("every", "4"));
    }

    int threads() {
        return Integer.parseInt(given.getOrDefault("threads", "8"));
    }

    /** Writes per second, all threads together. */
    int rate() {
        return Integer.parseInt(given.getOrDefault("rate", "800"));
    }
}
