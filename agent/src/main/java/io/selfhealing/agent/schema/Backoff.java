package io.selfhealing.agent.schema;

import java.time.Duration;
import java.time.Instant;

/** After each failure twice as long a wait, up to a cap. Used by one thread at a time, but for {@link #over}. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Duration wait = Duration.ZERO;
    private Instant notBefore = Instant.MIN;
    private volatile boolean over;

    boolean allows(Instant now) {
        if (over) {
            over = false;
            succeeded();
        }
        return !now.isBefore(notBefore);
    }

    /** Somebody else has just succeeded: no wait any more. Any thread. */
    void over() {
        over = true;
    }

    void failed(Instant now) {
        Duration next = wait.isZero() ? FIRST : wait.multipliedBy(2);
        wait = next.compareTo(LONGEST) > 0 ? LONGEST : next;
        notBefore = now.plus(wait);
    }

    void succeeded() {
        wait = Duration.ZERO;
        notBefore = Instant.MIN;
    }
}
