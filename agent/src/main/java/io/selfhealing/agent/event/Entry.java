package io.selfhealing.agent.event;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** What waits in the queue for the writer. */
sealed interface Entry {
    /** An event, with when and where it happened. */
    record Stamped(HealEvent event, Instant time, String thread) implements Entry {}

    /** Everything before it is to be on disk before {@code done} opens. */
    record Flush(CountDownLatch done) implements Entry {}
}
