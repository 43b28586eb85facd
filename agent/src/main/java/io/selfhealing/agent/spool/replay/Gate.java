package io.selfhealing.agent.spool.replay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whether a replay may work: its database answers, and nobody has closed it. Waits end at once when that changes. */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean up;
    private boolean woken;
    private boolean closed;

    void up() {
        change(() -> {
            up = true;
            woken = true;
        });
    }

    /** There is work, if it is up. */
    void wake() {
        change(() -> woken = true);
    }

    void down() {
        change(() -> up = false);
    }

    void close() {
        change(() -> closed = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        lock.lock();
        try {
            return up && !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the database is up and somebody called, or that time has passed.
     *
     * @return false where it is closed
     */
    boolean awaitWork(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!closed && !(up && (woken || left <= 0))) {
                if (up) {
                    left = changed.awaitNanos(left);
                } else {
                    changed.await();
                }
            }
            woken = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits that long, or until work has to stop. */
    void pause(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        lock.lock();
        try {
            for (long left = duration.toNanos(); up && !closed && left > 0; left = end - System.nanoTime()) {
                boolean unused = changed.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }
}
