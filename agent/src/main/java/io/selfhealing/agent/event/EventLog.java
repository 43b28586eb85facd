package io.selfhealing.agent.event;

import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.flight.Flight;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes events to {@code events.jsonl} under the agent's home, one JSON object a line. Nothing here waits for the disk but
 * {@link #flush}, and nothing throws: where the disk is too slow, full or missing, events are counted instead.
 */
public final class EventLog {
    private static final Set<EventKind> DECISIONS =
            EnumSet.of(EventKind.HEALED, EventKind.LEFT_OUT, EventKind.OBSERVED, EventKind.REFUSED);

    private static final int CAPACITY = 1024;
    private static final Duration AT_SHUTDOWN = Duration.ofSeconds(2);

    private final ArrayBlockingQueue<Entry> queue;
    private final Queue<Recurring> counted = new ConcurrentLinkedQueue<>();
    private final EventCounts counts = new EventCounts();
    private final InstantSource clock;
    private volatile Consumer<HealEvent> firsts = event -> {};
    private volatile EventListener listener = (event, time, count) -> {};

    EventLog(
            Path home,
            Supplier<Mode> mode,
            long maxBytes,
            InstantSource clock,
            Console console,
            ThreadFactory threads,
            int capacity,
            boolean writable) {
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(capacity);
        EventFile file = new EventFile(home, maxBytes);
        threads.newThread(new EventWriter(
                        queue,
                        counted,
                        file,
                        new EventJson(mode),
                        counts,
                        clock,
                        console,
                        event -> firsts.accept(event),
                        (event, time, count) -> listener.happened(event, time, count),
                        !writable))
                .start();
    }

    /**
     * A log that writes until the JVM ends, and waits then at most two seconds for what is still to be written.
     *
     * @param home made at the first event where it is missing
     * @param mode asked as each event is written, and written into it
     * @param maxBytes over all files of the log
     * @param writable false where it is known, and was said, that nothing can be written to {@code home} as things stand
     * @param threads makes daemon threads without a context class loader: one that writes, and one for the shutdown
     */
    public static EventLog start(
            Path home,
            Supplier<Mode> mode,
            long maxBytes,
            InstantSource clock,
            Console console,
            ThreadFactory threads,
            boolean writable) {
        EventLog log = new EventLog(home, mode, maxBytes, clock, console, threads, CAPACITY, writable);
        try {
            Runtime.getRuntime().addShutdownHook(threads.newThread(() -> log.flush(AT_SHUTDOWN)));
        } catch (IllegalStateException e) {
            console.debug("the JVM is shutting down already; events may be lost");
        }
        return log;
    }

    /** Where a log under this home is, oldest events first; not all of the files need exist. */
    public static List<Path> files(Path home) {
        return List.of(EventFile.files(home));
    }

    /** Is told the first event of each kind, database, table, mapping and ground, in the thread that writes; must not throw. */
    public void onFirst(Consumer<HealEvent> listener) {
        firsts = listener;
    }

    /** Is told of every event in the thread that writes, once for many that are alike; must neither throw nor wait. */
    public synchronized void onEach(EventListener told) {
        EventListener before = listener;
        listener = (event, time, count) -> {
            before.happened(event, time, count);
            told.happened(event, time, count);
        };
    }

    /** Returns at once. */
    public void record(HealEvent event) {
        counts.add(event.kind(), 1);
        fly(event, event.durationMicros());
        offer(event, Thread.currentThread().getName());
    }

    /**
     * The same event once more. Returns at once, and after the first of a minute without touching what other threads wait for.
     *
     * @param micros that the agent needed this time
     */
    public void record(Recurring recurring, long micros) {
        counts.add(recurring.event().kind(), 1);
        fly(recurring.event(), micros);
        String thread = Thread.currentThread().getName();
        if (recurring.isAlone(thread)) {
            offer(recurring.event().lasting(micros), thread);
            if (recurring.countAlone()) {
                counted.add(recurring);
            }
        } else if (recurring.count()) {
            counted.add(recurring);
        }
    }

    private static void fly(HealEvent event, long micros) {
        if (Flight.isOn() && DECISIONS.contains(event.kind())) {
            String change =
                    event.mapping().isEmpty() ? String.valueOf(event.reason()) : String.valueOf(event.mapping());
            Flight.heal(event.kind().toString(), event.database(), event.table(), change, micros);
        }
    }

    private void offer(HealEvent event, String thread) {
        if (!queue.offer(new Entry.Stamped(event, clock.instant(), thread))) {
            counts.add(EventKind.DROPPED, 1);
        }
    }

    public EventCounts counts() {
        return counts;
    }

    /**
     * Waits until everything that was recorded before is written, or could not be.
     *
     * @return false where that took longer than {@code most}, or the thread was interrupted
     */
    public boolean flush(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        CountDownLatch done = new CountDownLatch(1);
        try {
            return queue.offer(new Entry.Flush(done), most.toNanos(), TimeUnit.NANOSECONDS)
                    && done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
