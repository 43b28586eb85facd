package io.selfhealing.agent.schema;

import java.time.Duration;
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
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Runs a task again and again, one period from start to start, but never without a pause. */
    void repeat(Runnable task, Duration period) {
        schedule(task, period.toNanos(), period.toNanos());
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
            task.run();
        } finally {
            schedule(task, Math.max(period / 4, period - (System.nanoTime() - started)), period);
        }
    }

    /** Runs what was asked for so far and then a last task, unless that takes too long. */
    void close(Runnable last, Duration atMost) {
        CountDownLatch done = new CountDownLatch(1);
        try {
            executor.execute(() -> {
                last.run();
                done.countDown();
            });
            done.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed before.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
