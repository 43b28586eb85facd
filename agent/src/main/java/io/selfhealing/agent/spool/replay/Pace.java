package io.selfhealing.agent.spool.replay;

import java.time.Duration;

/**
 * How fast records may go. Begins with little, takes more as long as the database answers quickly, and less when it does not: one
 * that has just come back is not to be knocked over.
 */
final class Pace {
    private static final int FIRST = 50;
    private static final int LEAST = 10;
    private static final int MOST = 500;
    private static final Duration QUICK = Duration.ofMillis(300);
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final int rate;
    private int limit;

    /** @param rate rows a second at most; 0 is as many as go */
    Pace(int rate) {
        this.rate = rate;
        this.limit = rate == 0 ? FIRST : Math.min(FIRST, rate);
    }

    /** How many records the next transaction may have. */
    int limit() {
        return limit;
    }

    /** How long to wait after a transaction of so many rows took so long. */
    Duration after(int rows, Duration took) {
        if (took.compareTo(SLOW) > 0) {
            limit = Math.max(LEAST, limit / 2);
        } else if (took.compareTo(QUICK) < 0) {
            limit = Math.min(rate == 0 ? MOST : Math.min(MOST, rate), limit * 2);
        }
        Duration pause = took.compareTo(SLOW) > 0 ? min(took, LONGEST_PAUSE) : Duration.ZERO;
        if (rate > 0) {
            Duration owed = Duration.ofNanos(rows * 1_000_000_000L / rate).minus(took);
            pause = owed.compareTo(pause) > 0 ? owed : pause;
        }
        return pause;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
