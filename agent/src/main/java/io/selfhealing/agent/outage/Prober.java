package io.selfhealing.agent.outage;

import io.selfhealing.agent.schema.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tries to reach a database that is down, each time with a new connection, until one answers. Its thread is there only while
 * there is something to do.
 */
final class Prober {
    private static final int ANSWER_SECONDS = 2;
    /** The greatest share of the time between two attempts by which it is longer or shorter. */
    private static final double JITTER = 0.2;

    private final String database;
    private final ConnectionSource own;
    private final Outage outage;
    private final Outages outages;

    // Under the lock.
    private @Nullable ScheduledThreadPoolExecutor executor;
    private @Nullable ScheduledFuture<?> next;
    private boolean closed;

    Prober(String database, ConnectionSource own, Outage outage, Outages outages) {
        this.database = database;
        this.own = own;
        this.outage = outage;
        this.outages = outages;
    }

    synchronized void begin() {
        schedule();
    }

    synchronized void end() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    /** Runs something on the agent's thread, soon. */
    synchronized void run(Runnable work) {
        try {
            if (!closed) {
                executor().execute(work);
            }
        } catch (RejectedExecutionException e) {
            // Closed.
        }
    }

    private synchronized void schedule() {
        if (closed) {
            return;
        }
        long period = outages.settings.probe().toNanos();
        double factor = 1 + JITTER * (2 * outages.random.nextDouble() - 1);
        next = executor().schedule(this::probe, (long) (period * factor), TimeUnit.NANOSECONDS);
    }

    private ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor there = executor;
        if (there == null) {
            there = new ScheduledThreadPoolExecutor(1, work -> {
                Thread thread = outages.threads.newThread(work);
                thread.setName("self-healing-outage-" + database);
                return thread;
            });
            there.setKeepAliveTime(5, TimeUnit.SECONDS);
            there.allowCoreThreadTimeOut(true);
            executor = there;
        }
        return there;
    }

    private void probe() {
        if (!outage.mayProbe()) {
            return;
        }
        SQLException failure = attempt();
        if (failure == null) {
            boolean unused = outage.succeeded();
        } else {
            outage.stillDown(failure);
            schedule();
        }
    }

    private @Nullable SQLException attempt() {
        try (Connection connection = own.open()) {
            return connection.isValid(ANSWER_SECONDS)
                    ? null
                    : new SQLException("the database does not answer", "08006");
        } catch (SQLException e) {
            return e;
        } catch (RuntimeException | LinkageError e) {
            return new SQLException("the driver failed", "08006", e);
        }
    }

    synchronized void close() {
        closed = true;
        end();
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
