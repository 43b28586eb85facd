package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.RecordId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Ids of records, those that follow each other kept as one range: a backlog of any length takes next to nothing. */
final class IdRanges {
    private final Map<UUID, TreeMap<Long, Long>> ranges = new HashMap<>();

    /** From first to last, both included. */
    record Range(UUID spool, long first, long last) {}

    void add(Collection<RecordId> ids) {
        ids.forEach(id -> add(id.spool(), id.sequence(), id.sequence()));
    }

    void add(UUID spool, long first, long last) {
        TreeMap<Long, Long> known = ranges.computeIfAbsent(spool, unknown -> new TreeMap<>());
        long from = first;
        long to = last;
        Map.Entry<Long, Long> before = known.floorEntry(first);
        if (before != null && before.getValue() >= first - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        for (Map.Entry<Long, Long> next = known.higherEntry(from);
                next != null && next.getKey() <= to + 1;
                next = known.higherEntry(from)) {
            to = Math.max(to, next.getValue());
            known.remove(next.getKey());
        }
        known.put(from, to);
    }

    void addAll(IdRanges others) {
        others.all().forEach(range -> add(range.spool(), range.first(), range.last()));
    }

    List<Range> all() {
        List<Range> all = new ArrayList<>();
        ranges.forEach((spool, known) -> known.forEach((first, last) -> all.add(new Range(spool, first, last))));
        return all;
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    void clear() {
        ranges.clear();
    }
}
