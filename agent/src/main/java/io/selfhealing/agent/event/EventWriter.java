package io.selfhealing.agent.event;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from the queue and writes them down, until the process ends. What cannot be written is counted, and the
 * count is written as soon as something can be.
 */
final class EventWriter implements Runnable {
    private static final long TICK_MILLIS = 500;

    private final ArrayBlockingQueue<Entry> queue;
    private final Queue<Recurring> counted;
    private final EventFile file;
    private final EventJson json;
    private final EventCounts counts;
    private final InstantSource clock;
    private final Console console;
    private final Announcer announcer;
    private final Consumer<HealEvent> firsts;
    private final EventListener listener;
    private final Throttle throttle = new Throttle();

    private Instant nextLook = Instant.MIN;
    private long droppedAndWritten;
    private boolean failing;

    EventWriter(
            ArrayBlockingQueue<Entry> queue,
            Queue<Recurring> counted,
            EventFile file,
            EventJson json,
            EventCounts counts,
            InstantSource clock,
            Console console,
            Consumer<HealEvent> firsts,
            EventListener listener,
            boolean failing) {
        this.queue = queue;
        this.counted = counted;
        this.file = file;
        this.json = json;
        this.counts = counts;
        this.clock = clock;
        this.console = console;
        this.announcer = new Announcer(console);
        this.firsts = firsts;
        this.listener = listener;
        this.failing = failing;
    }

    @Override
    public void run() {
        while (true) {
            try {
                handle(queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                counts.add(EventKind.DROPPED, 1);
                report("an event cannot be written: " + e);
            }
        }
    }

    private void handle(@Nullable Entry entry) {
        if (entry instanceof Entry.Stamped event) {
            announce(event.event());
            listener.happened(event.event(), event.time(), 1);
            write(throttle.add(event));
        }
        Instant now = clock.instant();
        if (entry == null || entry instanceof Entry.Flush || !now.isBefore(nextLook)) {
            nextLook = now.plusMillis(TICK_MILLIS);
            addCounted(now);
        }
        write(throttle.due(now));
        if (entry instanceof Entry.Flush flush) {
            write(throttle.rest());
            writeDropped();
            flush.done().countDown();
        }
        if (entry == null) {
            writeDropped();
        }
    }

    private void announce(HealEvent event) {
        if (announcer.announce(event)) {
            firsts.accept(event);
        }
    }

    private void addCounted(Instant now) {
        for (Recurring next = counted.poll(); next != null; next = counted.poll()) {
            long count = next.take(now);
            if (count > 0) {
                announce(next.event());
                listener.happened(next.event(), now, count);
                write(throttle.add(new Entry.Stamped(next.event(), now, next.thread()), count));
            }
        }
    }

    private void write(List<Counted> lines) {
        for (Counted counted : lines) {
            writeDropped();
            if (!append(json.line(counted))) {
                counts.add(EventKind.DROPPED, counted.count());
            }
        }
    }

    private void writeDropped() {
        long dropped = counts.of(EventKind.DROPPED);
        if (dropped > droppedAndWritten && append(json.dropped(clock.instant(), dropped - droppedAndWritten))) {
            droppedAndWritten = dropped;
        }
    }

    private boolean append(byte[] line) {
        try {
            file.append(line);
        } catch (IOException e) {
            report("events cannot be written, and are only counted until they can: " + e);
            return false;
        }
        if (failing) {
            failing = false;
            console.info("events are written again");
        }
        return true;
    }

    private void report(String text) {
        if (!failing) {
            failing = true;
            console.warn(text);
        }
    }
}
