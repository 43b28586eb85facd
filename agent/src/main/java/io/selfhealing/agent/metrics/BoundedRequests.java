package io.selfhealing.agent.metrics;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the requests of a server, a few at once, each for so long and no longer: the JDK's server reads a request for as long as its
 * sender takes, and the system properties that bound it are the application's. An interrupt closes the channel that is read or
 * written. The threads are there only while there is something to do.
 */
final class BoundedRequests implements Executor, AutoCloseable {
    private static final int MOST_AT_ONCE = 4;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor watch;
    private final Duration atMost;

    BoundedRequests(ThreadFactory threads, Duration atMost) {
        this.atMost = atMost;
        workers = new ThreadPoolExecutor(
                MOST_AT_ONCE, MOST_AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        workers.allowCoreThreadTimeOut(true);
        watch = new ScheduledThreadPoolExecutor(1, threads);
        watch.setRemoveOnCancelPolicy(true);
        watch.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        watch.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable request) {
        workers.execute(() -> bounded(request));
    }

    private void bounded(Runnable request) {
        Bound bound = new Bound(Thread.currentThread());
        Future<?> end = watch.schedule(bound::over, atMost.toNanos(), TimeUnit.NANOSECONDS);
        try {
            request.run();
        } finally {
            bound.done();
            end.cancel(false);
        }
    }

    /** No interrupt comes after its request is done, and none stays behind. */
    private static final class Bound {
        private final Thread worker;
        private boolean done;

        Bound(Thread worker) {
            this.worker = worker;
        }

        synchronized void over() {
            if (!done) {
                worker.interrupt();
            }
        }

        synchronized void done() {
            done = true;
            boolean unused = Thread.interrupted();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        workers.shutdownNow();
    }
}
