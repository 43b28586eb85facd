package io.selfhealing.agent.event;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An event that may happen for every write: its words are put together once. The first of a minute are told one by one; the rest
 * are counted where they happen, without a lock, and the writer asks for the count. Safe for use by several threads.
 */
public final class Recurring {
    private final HealEvent event;
    private final LongConsumer counts;
    private final LongAdder toldAlone = new LongAdder();
    private final AtomicInteger alone = new AtomicInteger(Throttle.ALONE);
    private final LongAdder further = new LongAdder();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile String thread = "";
    /** The writer's. */
    private @Nullable Instant opened;

    /** @param event how long the agent needed is told anew each time */
    public Recurring(HealEvent event) {
        this(event, count -> {});
    }

    /** @param counts told by the writer, a moment later, how often it happened since it was told last */
    public Recurring(HealEvent event, LongConsumer counts) {
        this.event = event;
        this.counts = counts;
    }

    /** What is told each time. */
    public HealEvent event() {
        return event;
    }

    /** The thread that one of the latest to be told alone happened on. */
    String thread() {
        return thread;
    }

    /** Whether this one is to be told by itself; otherwise it is to be counted. */
    boolean isAlone(String onThread) {
        if (alone.get() <= 0 || alone.getAndDecrement() <= 0) {
            return false;
        }
        thread = onThread;
        return true;
    }

    /** Counts one. @return whether the writer is to be told that there is something to be asked for */
    boolean count() {
        further.increment();
        return !waiting.get() && waiting.compareAndSet(false, true);
    }

    /** The same for one that was told by itself. */
    boolean countAlone() {
        toldAlone.increment();
        return !waiting.get() && waiting.compareAndSet(false, true);
    }

    /** How many were counted, but for those told alone, since it was asked last; by the writer. A new minute begins where the old one is over. */
    long take(Instant now) {
        if (opened == null) {
            opened = now;
        } else if (!now.isBefore(opened.plus(Throttle.WINDOW))) {
            opened = now;
            alone.set(Throttle.ALONE);
        }
        waiting.set(false); // First, so that one that is counted meanwhile is told of again.
        long counted = further.sumThenReset();
        long happened = counted + toldAlone.sumThenReset();
        if (happened > 0) {
            counts.accept(happened);
        }
        return counted;
    }
}
