package io.selfhealing.agent.spool;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Those of one log, in its order. Safe for use by many threads. */
final class Segments {
    private final ConcurrentSkipListSet<Segment> all = new ConcurrentSkipListSet<>();

    void add(Segment segment) {
        all.add(segment);
    }

    void remove(Segment segment) {
        all.remove(segment);
    }

    List<Segment> all() {
        return List.copyOf(all);
    }

    /** The oldest after this one, or of all; null where there is none. */
    @Nullable
    Segment after(@Nullable Segment segment) {
        if (segment == null) {
            return all.isEmpty() ? null : all.iterator().next();
        }
        return all.higher(segment);
    }

    long waiting() {
        return all.stream().mapToLong(Segment::waiting).sum();
    }

    long bytes() {
        return all.stream().mapToLong(Segment::length).sum();
    }

    int count() {
        return all.size();
    }

    int damaged() {
        return (int) all.stream().filter(Segment::isDamaged).count();
    }

    boolean isWaiting(RecordId record) {
        return all.stream().anyMatch(segment -> segment.isWaiting(record));
    }

    void done(Ids records) {
        all.forEach(segment -> segment.done(records));
    }
}
