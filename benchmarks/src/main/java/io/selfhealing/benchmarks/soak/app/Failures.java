package io.selfhealing.benchmarks.soak.app;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the application's writes failed with, by SQLState. */
final class Failures {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(SQLException failure) {
        LongAdder count = counts.computeIfAbsent(String.valueOf(failure.getSQLState()), state -> new LongAdder());
        if (count.sum() == 0) {
            failure.printStackTrace();
        }
        count.increment();
    }

    /** {@code 42703=2,23502=1}, or {@code none}. */
    String told() {
        return counts.isEmpty() ? "none" : counts.toString().replaceAll("[{} ]", "");
    }
}
