package io.selfhealing.agent.schema;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done for one database: one thing at a time, each seeing what those before it did. The threads are shared with the other
 * databases of the process.
 */
final class SchemaThread implements Executor {
    private final String name;
    private final Workers workers;
    private final Queue<Runnable> urgent = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Whether it waits for a thread or has one. */
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private final AtomicReference<@Nullable Runnable> last = new AtomicReference<>();
    private volatile boolean closed;
    private volatile boolean refuses;

    // Of the thread that has its turn alone.
    private @Nullable Runnable paused;

    SchemaThread(String database, Workers workers) {
        this.name = "self-healing-schema-" + database;
        this.workers = workers;
    }

    @Override
    public void execute(Runnable task) {
        add(tasks, task, false);
    }

    /** Runs a task for which an application's thread waits: before all that was asked for already, but for what runs. */
    void executeUrgently(Runnable task) {
        add(urgent, task, true);
    }

    private void add(Queue<Runnable> queue, Runnable task, boolean hurry) {
        if (refuses) {
            throw new RejectedExecutionException(name + " is closed");
        }
        queue.add(task);
        schedule(hurry);
    }

    private void schedule(boolean hurry) {
        if (scheduled.compareAndSet(false, true)) {
            workers.ready(this, hurry);
        } else if (hurry) {
            workers.hurry(this);
        }
    }

    /** Runs one task. Whether there are more, so that it is to be called again. */
    boolean turn() {
        Thread thread = Thread.currentThread();
        if (!thread.getName().equals(name)) {
            thread.setName(name);
        }
        try {
            Runnable task = closed ? end() : next();
            if (task != null) {
                task.run();
            }
        } catch (RuntimeException | Error e) {
            SelfHealingDoor.count(
                    e); // Whoever waits was told by the task itself; those behind it must not suffer for it.
        }
        scheduled.set(false);
        return (!urgent.isEmpty() || !tasks.isEmpty()) && scheduled.compareAndSet(false, true);
    }

    boolean isAwaited() {
        return !urgent.isEmpty();
    }

    private @Nullable Runnable next() {
        Runnable first = urgent.poll();
        Runnable task = first == null ? tasks.poll() : first;
        Runnable beat = paused;
        if (task != null && beat != null) {
            paused = null;
            beat.run();
        }
        return task;
    }

    private @Nullable Runnable end() {
        urgent.clear();
        tasks.clear();
        return last.getAndSet(null);
    }

    /**
     * Runs a task again and again, one period from start to start, but never without a pause.
     *
     * @param task false where it need not run again until something else was done here
     */
    void repeat(BooleanSupplier task, Duration period) {
        later(() -> run(task, period), period);
    }

    private void run(BooleanSupplier task, Duration period) {
        long started = System.nanoTime();
        boolean goesOn = true;
        try {
            goesOn = task.getAsBoolean();
        } finally {
            if (goesOn) {
                long left = period.toNanos() - (System.nanoTime() - started);
                later(() -> run(task, period), Duration.ofNanos(Math.max(period.toNanos() / 4, left)));
            } else {
                paused = () -> repeat(task, period);
            }
        }
    }

    /** Runs a task once after a while. */
    void later(Runnable task, Duration delay) {
        if (!refuses) {
            workers.after(delay, () -> {
                if (!refuses) {
                    add(tasks, task, false);
                }
            });
        }
    }

    /** Runs what was asked for so far and then a last task, unless that takes too long. */
    void close(Runnable lastTask, Duration atMost) {
        if (refuses) {
            return;
        }
        last.set(lastTask);
        CountDownLatch done = new CountDownLatch(1);
        add(
                tasks,
                () -> {
                    closed = true; // Before anything behind it could open a connection again.
                    Runnable ending = end();
                    if (ending != null) {
                        ending.run();
                    }
                    done.countDown();
                },
                false);
        try {
            boolean unused = done.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refuses = true;
        closed = true;
        // Where it was not in time, the last task still comes, behind what runs: a connection must not stay open.
        // Nothing is
        // interrupted: that would close the file that the thread may be writing the history into.
        tasks.add(done::countDown);
        schedule(false);
    }
}
