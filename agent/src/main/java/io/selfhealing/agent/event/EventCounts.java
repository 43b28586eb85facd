package io.selfhealing.agent.event;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How many events of each kind there were since the start, written down or not. */
public final class EventCounts {
    private final Map<EventKind, LongAdder> counts = new EnumMap<>(EventKind.class);

    EventCounts() {
        for (EventKind kind : EventKind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    void add(EventKind kind, long events) {
        adder(kind).add(events);
    }

    public long of(EventKind kind) {
        return adder(kind).sum();
    }

    /** All of them now, zeros included. */
    public Map<EventKind, Long> all() {
        Map<EventKind, Long> all = new EnumMap<>(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            all.put(kind, of(kind));
        }
        return all;
    }

    private LongAdder adder(EventKind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
