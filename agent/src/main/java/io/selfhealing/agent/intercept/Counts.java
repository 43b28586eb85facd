package io.selfhealing.agent.intercept;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How many rows each of the rows that were bound wrote, as a driver's method returns it. */
final class Counts {
    private Counts() {}

    /** Null where the value tells none. */
    static long @Nullable [] of(@Nullable Object value) {
        if (value instanceof int[] counts) {
            return LongStream.range(0, counts.length).map(i -> counts[(int) i]).toArray();
        }
        if (value instanceof long[] counts) {
            return counts;
        }
        if (value instanceof Integer || value instanceof Long) {
            return new long[] {((Number) value).longValue()};
        }
        return null;
    }
}
