package io.selfhealing.agent.schema;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one thread of a database. It is there only while there is something to do. */
final class SchemaThread implements Executor {
    private final ScheduledThreadPoolExecutor executor;
    private final Queue<Runnable> urgent = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    SchemaThread(String database, ThreadFactory threads) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = threads.newThread(task);
            thread.setName("self-healing-schema-" + database);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
        executor.setKeepAliveTime(10, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(() -> afterUrgent(task));
    }

    /** Runs a task for which an application's thread waits: before all that was asked for already, but for what runs. */
    void executeUrgently(Runnable task) {
        urgent.add(task);
        try {
            executor.execute(this::runUrgent);
        } catch (RejectedExecutionException e) {
            urgent.remove(task);
            throw e;
        }
    }

    private void afterUrgent(Runnable task) {
        try {
            runUrgent();
        } finally {
            if (!closed) {
                task.run();
            }
        }
    }

    private void runUrgent() {
        while (!closed) {
            Runnable task = urgent.poll();
            if (task == null) {
                return;
            }
            task.run();
        }
    }

    /** Runs a task again and again, one period from start to start, but never without a pause. */
    void repeat(Runnable task, Duration period) {
        schedule(task, period.toNanos(), period.toNanos());
    }

    /** Runs a task once after a while. */
    void later(Runnable task, Duration delay) {
        try {
            ScheduledFuture<?> unused =
                    executor.schedule(() -> afterUrgent(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed.
        }
    }

    private void schedule(Runnable task, long delay, long period) {
        try {
            ScheduledFuture<?> unused = executor.schedule(() -> run(task, period), delay, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed.
        }
    }

    private void run(Runnable task, long period) {
        long started = System.nanoTime();
        try {
            afterUrgent(task);
        } finally {
            schedule(task, Math.max(period / 4, period - (System.nanoTime() - started)), period);
        }
    }

    /** Runs what was asked for so far and then a last task, unless that takes too long. */
    void close(Runnable last, Duration atMost) {
        CountDownLatch done = new CountDownLatch(1);
        try {
            executor.execute(() -> {
                closed = true; // Before anything behind it could open a connection again.
                last.run();
                done.countDown();
            });
            boolean inTime = done.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
            closed = true;
            executor.getQueue().clear();
            if (!inTime) {
                executor.execute(last); // It still comes, behind what runs: a connection must not stay open.
            }
        } catch (RejectedExecutionException e) {
            // Closed before.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        // Not shutdownNow: an interrupt would close the file that the thread may be writing the history into.
        executor.shutdown();
    }
}
