package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.WriteParser;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The few threads on which everything is done that the agent does on connections of its own to read schemas, over all databases of
 * the process, and a clock. They are there only while there is something to do. No more connections are in use at a time than there are
 * threads.
 */
public final class Workers {
    /** Also of databases: a hundred that an application comes by must not cost it a hundred threads. */
    static final int MOST = 8;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ThreadFactory threads;
    private final OwnConnections connections = new OwnConnections(MOST);
    private final AtomicBoolean warm = new AtomicBoolean();

    // Under the lock.
    private final Deque<SchemaThread> ready = new ArrayDeque<>();
    private int running;
    private int idle;
    private @Nullable ScheduledThreadPoolExecutor clock;

    /** @param threads marks them as the agent's; the rest is set here */
    public Workers(ThreadFactory threads) {
        this.threads = threads;
    }

    private synchronized ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor there = clock;
        if (there == null) {
            there = new ScheduledThreadPoolExecutor(1, work -> named(work, "self-healing-clock"));
            there.setKeepAliveTime(10, TimeUnit.SECONDS);
            there.allowCoreThreadTimeOut(true);
            clock = there;
        }
        return there;
    }

    private Thread named(Runnable work, String name) {
        Thread thread = threads.newThread(work);
        thread.setName(name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    OwnConnections connections() {
        return connections;
    }

    /**
     * A server has no connection left for the application: the agent gives up its own there, and opens none for a while.
     *
     * @param url by which the application was refused
     * @return whether it had one
     */
    public boolean giveWay(String url) {
        return connections.giveWay(JdbcUrl.server(url));
    }

    /** There is something to do for it. To be called once for each {@linkplain SchemaThread#turn turn}. */
    synchronized void ready(SchemaThread next, boolean urgent) {
        add(next, urgent, idle);
    }

    /** @param free how many threads will look for something to do */
    private void add(SchemaThread next, boolean urgent, int free) {
        if (urgent) {
            ready.addFirst(next);
        } else {
            ready.addLast(next);
        }
        if (free >= ready.size()) {
            notifyAll();
        } else if (running < MOST) {
            running++;
            begin();
        }
    }

    private void begin() {
        boolean begun = false;
        try {
            named(this::work, "self-healing-schema").start();
            begun = true;
        } finally {
            running -= begun ? 0 : 1;
        }
    }

    /** Somebody waits for it, who did not when it was said to be ready. */
    synchronized void hurry(SchemaThread waiting) {
        if (ready.remove(waiting)) {
            ready.addFirst(waiting);
        }
    }

    private void work() {
        for (SchemaThread next = take(); next != null; next = take()) {
            if (next.turn()) {
                again(next);
            }
        }
    }

    private synchronized void again(SchemaThread next) {
        add(next, next.isAwaited(), idle + 1);
    }

    /** Null where there was nothing for so long that the thread ends. */
    private synchronized @Nullable SchemaThread take() {
        long deadline = System.nanoTime() + IDLE_NANOS;
        boolean ended = true;
        idle++;
        try {
            while (ready.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            ended = false;
            return ready.poll();
        } catch (InterruptedException e) {
            return null; // Nobody interrupts the agent's threads; one that is gone is replaced.
        } finally {
            idle--;
            running -= ended ? 1 : 0;
        }
    }

    /**
     * Has the classes of the parser loaded, which may take seconds in a JVM that is watched or busy, so that no write that waits
     * for a decision waits for them. Does it once.
     */
    void warmUp() {
        if (warm.compareAndSet(false, true)) {
            new SchemaThread("parser", this).execute(() -> {
                ParsedWrite unused = WriteParser.parse(
                        "INSERT INTO t (a, b) VALUES (?, 'x')", new Dialect(Product.POSTGRESQL, Folding.LOWER));
            });
        }
    }

    /** Has something begun after a while, which must be short. */
    void after(Duration delay, Runnable work) {
        try {
            ScheduledFuture<?> unused = clock().schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Never shut down.
        }
    }
}
