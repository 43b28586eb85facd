package io.selfhealing.agent.schema;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often something may be done: so many times a second, and more at once after a pause. One thread. */
final class Allowance {
    private final int aSecond;
    private final int atOnce;
    private double left;
    private @Nullable Instant counted;

    Allowance(int aSecond, int atOnce) {
        this.aSecond = aSecond;
        this.atOnce = atOnce;
        this.left = atOnce;
    }

    /**
     * Whether it may be done now; then it counts.
     *
     * @param kept how many are left for others
     */
    boolean takes(Instant now, int kept) {
        Instant last = counted;
        if (last != null) {
            double seconds = Duration.between(last, now).toNanos() / 1e9;
            left = Math.min(atOnce, left + Math.max(0, seconds) * aSecond);
        }
        counted = now;
        boolean may = left >= 1 + kept;
        left -= may ? 1 : 0;
        return may;
    }
}
