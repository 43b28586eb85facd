package io.selfhealing.agent.schema;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks more often at tables to which writes are healed, since a name that is taken again in between would be healed once too
 * often. Begins with a heal and ends some looks after the last one; takes a tenth of the database's thread at the most.
 */
final class HealedBeat {
    private static final Duration BEAT = Duration.ofMillis(100);
    private static final int PAUSE_FOR_A_LOOK = 9;

    private final SchemaThread thread;
    private final Watcher watcher;
    private final Duration beat;
    private final AtomicBoolean running = new AtomicBoolean();

    HealedBeat(SchemaThread thread, Watcher watcher, Duration poll) {
        this.thread = thread;
        this.watcher = watcher;
        this.beat = poll.compareTo(BEAT) < 0 ? poll : BEAT;
    }

    /** A write to a table is healed. Any thread; costs two volatile reads while the beat goes on. */
    void healed(TableCell cell) {
        cell.noteHeal();
        if (!running.get() && running.compareAndSet(false, true)) {
            thread.later(this::look, beat);
        }
    }

    private void look() {
        long started = System.nanoTime();
        boolean goesOn = true;
        try {
            goesOn = watcher.lookAtHealed();
        } finally {
            Duration pause = Duration.ofNanos((System.nanoTime() - started) * PAUSE_FOR_A_LOOK);
            if (goesOn) {
                thread.later(this::look, pause.compareTo(beat) > 0 ? pause : beat);
            } else {
                running.set(false); // A heal in this very moment waits for the next one, or for the ordinary look.
            }
        }
    }
}
