package io.selfhealing.benchmarks.comparison;

import io.selfhealing.benchmarks.app.Operation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the command line says: {@code key=value}, where an empty value means the default. */
final class Options {
    private final Map<String, String> given = new HashMap<>();

    Options(String... arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(argument + " is not key=value");
            }
            if (equals < argument.length() - 1) {
                given.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
    }

    /** The packaged agent. */
    Path agent() {
        return path("agent");
    }

    /** Further flags for the JVM that has the agent, such as {@code -Dselfhealing.mode=observe}. */
    List<String> agentFlags() {
        return List.of(given.getOrDefault("agent.flags", "").split(" ", -1)).stream()
                .filter(flag -> !flag.isEmpty())
                .toList();
    }

    Path openTelemetry() {
        return path("opentelemetry");
    }

    String openTelemetryVersion() {
        return given.getOrDefault("opentelemetry.version", "?");
    }

    Path report() {
        return path("report");
    }

    /** The directory in which {@code README.md} and {@code docs/} are. */
    Path root() {
        return path("docs");
    }

    boolean updatesDocs() {
        return flag("update.docs");
    }

    boolean quick() {
        return flag("quick");
    }

    /** How often fresh JVMs are started. */
    int rounds() {
        return number("rounds", quick() ? 1 : 3);
    }

    /** How often each operation is measured in each JVM. */
    int slices() {
        return number("slices", quick() ? 7 : 10);
    }

    /** How long each of these measurements takes; with several threads twice as long. */
    int millis() {
        return number("millis", 40);
    }

    Clock clock() {
        return Clock.valueOf(given.getOrDefault("clock", "wall").toUpperCase(Locale.ROOT));
    }

    /** What stands before the command of a JVM that is measured, so that it stays on the processors that were named. */
    List<String> pinning() {
        return given.containsKey("cpu") ? List.of("taskset", "-c", given.get("cpu")) : List.of();
    }

    /** How often the smallest application is started. */
    int startUps() {
        return number("startups", quick() ? 2 : 5);
    }

    List<Integer> threads() {
        return Arrays.stream(
                        given.getOrDefault("threads", quick() ? "1" : "1,8").split(",", -1))
                .map(Integer::valueOf)
                .toList();
    }

    Set<Engine> engines() {
        return chosen("engines", Engine.class);
    }

    Set<Variant> variants() {
        return chosen("variants", Variant.class);
    }

    Set<Operation> operations() {
        return chosen("operations", Operation.class);
    }

    private <E extends Enum<E>> Set<E> chosen(String key, Class<E> type) {
        Set<E> chosen = EnumSet.noneOf(type);
        String names = given.get(key);
        if (names == null) {
            return EnumSet.allOf(type);
        }
        for (String name : names.split(",", -1)) {
            chosen.add(Enum.valueOf(type, name.strip().toUpperCase(Locale.ROOT)));
        }
        return chosen;
    }

    private Path path(String key) {
        String path = given.get(key);
        if (path == null) {
            throw new IllegalArgumentException(key + "= is missing");
        }
        return Path.of(path).toAbsolutePath().normalize();
    }

    private boolean flag(String key) {
        return given.getOrDefault(key, "false").equals("true");
    }

    private int number(String key, int otherwise) {
        String number = given.get(key);
        return number == null ? otherwise : Integer.parseInt(number);
    }
}
