package io.selfhealing.benchmarks.soak;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which threads last. HikariCP opens and closes a connection on threads that end five seconds after their work, and it replaces
 * each connection at a time of its own, from 22 minutes on: counting those would see growth in the second half of half an hour.
 * A thread that leaks is as old as its leak.
 */
final class Lasting {
    private static final double SECONDS = 15;

    private final Map<Long, Double> firstSeen = new HashMap<>();

    /** How many of them were first seen a while ago. Those of the first look count at once: they came with the application. */
    long count(double seconds, Set<Long> threads) {
        double since = firstSeen.isEmpty() ? Double.NEGATIVE_INFINITY : seconds;
        firstSeen.keySet().retainAll(threads);
        threads.forEach(thread -> firstSeen.putIfAbsent(thread, since));
        return firstSeen.values().stream()
                .filter(seen -> seen <= seconds - SECONDS)
                .count();
    }
}
