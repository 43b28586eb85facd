package io.selfhealing.agent.event.store;

import io.selfhealing.agent.event.EventListener;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.report.Meetings;
import io.selfhealing.agent.report.Mismatch;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.tables.AgentTables;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events in tables of the databases that they are about: one row for each problem, counted. What happens between two
 * intervals is put together in memory, at most {@value Tallies#MOST} problems for each database; what is beyond is counted and
 * not kept. Everything that waits for a database is done in a thread of the agent's own, which is there only while there is
 * something to write.
 */
public final class EventStore implements EventListener, AutoCloseable {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();

    private final AgentTables tables;
    private final Meetings meetings;
    private final String application;
    private final long interval;
    private final InstantSource clock;
    private final Consumer<String> warnings;
    private final Consumer<Throwable> unexpected;
    private final ScheduledThreadPoolExecutor executor;
    private final StoreCounts counts = new StoreCounts();
    private final Map<String, StoreWriter> writers = new LinkedHashMap<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private long pause;

    /**
     * One for the process.
     *
     * @param application what the rows call it
     * @param interval how long events are put together before they are written; at least 100 ms
     * @param warnings told once that a database does not take them; no values, no credentials
     * @param unexpected told of defects
     */
    public EventStore(
            AgentTables tables,
            Meetings meetings,
            String application,
            Duration interval,
            ThreadFactory threads,
            InstantSource clock,
            Consumer<String> warnings,
            Consumer<Throwable> unexpected) {
        this.tables = tables;
        this.meetings = meetings;
        this.application = application;
        this.interval = Math.max(SHORTEST_INTERVAL.toNanos(), interval.toNanos());
        this.pause = this.interval;
        this.clock = clock;
        this.warnings = warnings;
        this.unexpected = unexpected;
        this.executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = threads.newThread(work);
            thread.setName("self-healing-event-store");
            return thread;
        });
        executor.setKeepAliveTime(10, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    /** A database to which the agent has connections of its own: events about it are kept from here on. */
    public void met(Database database) {
        if (!AgentTables.areFor(database.product())) {
            return;
        }
        synchronized (writers) {
            writers.computeIfAbsent(
                            database.name(),
                            name -> new StoreWriter(
                                    new StoreSite(database, tables, meetings, application, clock), counts, warnings))
                    .reachedThrough(database);
        }
    }

    /** Waits for nothing but those that write the same problem down at this moment. */
    @Override
    public void happened(HealEvent event, Instant time, long count) {
        try {
            StoreWriter writer = writer(event.database());
            if (writer != null) {
                List<Mismatch> mismatches = meetings.add(event, time, count);
                for (Problem problem : Problem.of(event, mismatches)) {
                    writer.add(problem, Tally.of(event, time, count));
                }
                expect(interval);
            }
        } catch (RuntimeException | LinkageError e) {
            unexpected.accept(e);
        }
    }

    /** A table has changed: what is no more is written down as such a moment later. Returns at once. */
    public void changed(String database) {
        StoreWriter writer = writer(database);
        if (writer != null && writer.changed()) {
            expect(interval);
        }
    }

    private @Nullable StoreWriter writer(@Nullable String database) {
        if (database == null) {
            return null;
        }
        synchronized (writers) {
            return writers.get(database);
        }
    }

    private void expect(long nanos) {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            try {
                ScheduledFuture<?> unused = executor.schedule(this::write, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // Closed: what waits is lost with the process.
            }
        }
    }

    private void write() {
        scheduled.set(false);
        try {
            boolean all = true;
            for (StoreWriter writer : all()) {
                all &= writer.write();
            }
            pause = all ? interval : Math.min(2 * pause, Math.max(interval, LONGEST_PAUSE));
        } catch (RuntimeException | LinkageError e) {
            unexpected.accept(e);
        }
        if (all().stream().anyMatch(StoreWriter::hasMore)) {
            expect(pause);
        }
    }

    private List<StoreWriter> all() {
        synchronized (writers) {
            return new ArrayList<>(writers.values());
        }
    }

    /** Writes what waits now, or as much of it as can be written in that time. Any thread. */
    public void flush(Duration most) {
        if (waiting() == 0) {
            return;
        }
        try {
            executor.submit(this::write).get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            // The process ends; who wants all of it has the event log.
        }
    }

    /** What became of the events so far. */
    public StoreCounts counts() {
        return counts;
    }

    /** How many problems wait to be written. */
    public int waiting() {
        return all().stream().mapToInt(StoreWriter::waiting).sum();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
