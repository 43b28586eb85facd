package io.selfhealing.agent.event.store;

import java.util.concurrent.atomic.LongAdder;

/** What became of the events that databases were to keep, since the start. An event of two problems counts twice. */
public final class StoreCounts {
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    StoreCounts() {}

    void written(long events) {
        written.add(events);
    }

    void dropped(long events) {
        dropped.add(events);
    }

    /** They are counted in a row. */
    public long written() {
        return written.sum();
    }

    /** They are counted here alone: there were too many problems, or their database did not take them. */
    public long dropped() {
        return dropped.sum();
    }
}
