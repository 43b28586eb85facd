package io.selfhealing.benchmarks.soak;

import java.util.HashMap;
import java.util.Map;

/**
 * Which threads last. A thread that leaks is as old as its leak. HikariCP closes and opens connections on threads that end five
 * seconds after their work, and it replaces each connection at a time of its own, from 22 minutes on: to count those would be to
 * find more threads in the second half of half an hour than in the first.
 */
final class Lasting {
    private static final double SECONDS = 15;

    /** The JVM's own, from the first time on that somebody looks into it from outside, as {@code jstack} does. */
    private static final String LOOKED_AT = "Attach Listener";

    private final Map<Long, Double> firstSeen = new HashMap<>();

    /**
     * How many of them were first seen a while ago. Those of the first look count at once: they came with the application.
     *
     * @param threads their names by their ids
     */
    long count(double seconds, Map<Long, String> threads) {
        double since = firstSeen.isEmpty() ? Double.NEGATIVE_INFINITY : seconds;
        firstSeen.keySet().retainAll(threads.keySet());
        threads.forEach((thread, name) -> {
            if (!name.equals(LOOKED_AT)) {
                firstSeen.putIfAbsent(thread, since);
            }
        });
        return firstSeen.values().stream()
                .filter(seen -> seen <= seconds - SECONDS)
                .count();
    }
}
