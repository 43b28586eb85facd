package io.selfhealing.agent;

import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.heal.learned.Book;
import io.selfhealing.agent.heal.learned.LearnedFile;
import io.selfhealing.agent.heal.learned.LearnedPattern;
import io.selfhealing.agent.heal.learned.LearnedRung;
import io.selfhealing.agent.heal.learned.Outcome;
import io.selfhealing.agent.heal.learned.Outcomes;
import io.selfhealing.agent.heal.learned.Pending;
import io.selfhealing.agent.heal.pattern.KinWords;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes outcomes as they happen, and learns from them on a thread of its own, which begins with the first outcome or question:
 * most days there is neither.
 */
final class Learner implements Outcomes, Runnable {
    private static final int CAPACITY = 1_024;
    private static final long TICK_MILLIS = 500;
    /** Longer than the watcher needs to notice that a rename was taken back. */
    private static final long LOOK_MILLIS = 3_000;

    private static final Duration AT_SHUTDOWN = Duration.ofSeconds(1);

    private final @Nullable LearnedFile file;
    private final EventLog log;
    private final Console console;
    private final ThreadFactory threads;
    private final InstantSource clock;
    private final LearnedRung rung = new LearnedRung(this::trustedAtFirst);
    private final ArrayBlockingQueue<Outcome> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    /** The rest is the thread's, and at the end the shutdown's. */
    private final Pending pending = new Pending(LOOK_MILLIS);

    private final List<Outcome> unwritten = new ArrayList<>();
    private Book inMemory = new Book();
    private Object version = "";
    private @Nullable KinWords words;

    /** @param file null where nothing can be kept, so that what is learnt ends with the process */
    Learner(@Nullable LearnedFile file, EventLog log, Console console, ThreadFactory threads, InstantSource clock) {
        this.file = file;
        this.log = log;
        this.console = console;
        this.threads = threads;
        this.clock = clock;
    }

    LearnedRung rung() {
        return rung;
    }

    @Override
    public void report(Outcome outcome) {
        if (queue.offer(outcome)) {
            expect();
        }
    }

    /** A table has changed. */
    void changed(TableSnapshot before, TableSnapshot after) {
        for (Column column : before.columns()) {
            if (after.column(column.name()) == null) {
                report(new Outcome.Gone(
                        before.name(),
                        column.name(),
                        nameNow(column, after),
                        column.type().family()));
            }
        }
    }

    private static @Nullable String nameNow(Column column, TableSnapshot after) {
        return after.columns().stream()
                .filter(each -> column.identity() != null && column.identity().equals(each.identity()))
                .map(Column::name)
                .findFirst()
                .orElse(null);
    }

    private List<LearnedPattern> trustedAtFirst() {
        expect();
        try {
            return file == null ? List.of() : file.read().trusted();
        } catch (IOException e) {
            complain(e);
        } catch (RuntimeException e) {
            SelfHealingDoor.count(e);
        }
        return List.of();
    }

    @Override
    public void expect() {
        if (begun.get() || !begun.compareAndSet(false, true)) {
            return;
        }
        threads.newThread(this).start();
        try {
            Runtime.getRuntime().addShutdownHook(threads.newThread(this::end));
        } catch (IllegalStateException e) {
            console.debug("the JVM is shutting down already; what was learnt last may be lost");
        }
    }

    @Override
    public void run() {
        while (true) {
            try {
                learn(queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                SelfHealingDoor.count(e);
            }
        }
    }

    private void end() {
        try {
            log.flush(AT_SHUTDOWN);
            learn(null);
        } catch (RuntimeException | Error e) {
            SelfHealingDoor.count(e);
        }
    }

    private synchronized void learn(@Nullable Outcome first) {
        long now = clock.millis();
        List<Outcome> heard = new ArrayList<>();
        if (first != null) {
            heard.add(first);
        }
        queue.drainTo(heard);
        heard.forEach(outcome -> unwritten.addAll(pending.heard(outcome, now)));
        unwritten.addAll(pending.due(now));
        try {
            if (!unwritten.isEmpty()) {
                rung.trust(written(now).trusted());
            } else if (file != null && !file.version().equals(version)) {
                version = file.version();
                rung.trust(file.read().trusted());
            }
            failing.set(false);
        } catch (IOException e) {
            complain(e);
            unwritten.subList(0, Math.max(0, unwritten.size() - CAPACITY)).clear();
        }
    }

    private Book written(long now) throws IOException {
        KinWords known = words == null ? Patterns.words() : words;
        words = known;
        List<Outcome> outcomes = List.copyOf(unwritten);
        if (file == null) {
            outcomes.forEach(outcome -> inMemory.learn(outcome, known, now));
        } else {
            inMemory = file.change(book -> outcomes.forEach(outcome -> book.learn(outcome, known, now)));
            version = file.version();
        }
        unwritten.clear();
        return inMemory;
    }

    private void complain(IOException e) {
        if (failing.compareAndSet(false, true)) {
            console.warn("what was learnt cannot be kept: " + e);
        }
    }
}
