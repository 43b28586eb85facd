package io.selfhealing.agent.spool.replay;

import java.time.Duration;

/**
 * How long a replay waits.
 *
 * @param look until it looks again for what others left behind
 * @param afterLoss after a connection was lost or could not be opened, the first time
 * @param afterRefusal until a record that was refused is tried again, the first time
 */
record Timing(Duration look, Duration afterLoss, Duration afterRefusal) {
    static final Timing USUAL = new Timing(Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(1));

    private static final int MOST_AFTER_LOSS = 30;
    private static final int MOST_AFTER_REFUSAL = 60;

    /** Twice as long each time. */
    Duration untilConnected(int failures) {
        return afterLoss.multipliedBy(Math.min(MOST_AFTER_LOSS, 1L << Math.min(failures - 1, 10)));
    }

    /** Four times as long each time. */
    Duration untilTriedAgain(int failures) {
        return afterRefusal.multipliedBy(Math.min(MOST_AFTER_REFUSAL, 1L << Math.min(2 * (failures - 1), 10)));
    }
}
