package io.selfhealing.agent.spool;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A set of records' ids. */
final class Ids {
    private final Map<UUID, Sequences> spools = new HashMap<>();

    void add(RecordId id) {
        spools.computeIfAbsent(id.spool(), spool -> new Sequences()).add(id.sequence());
    }

    void addSpan(UUID spool, long first, long last) {
        Sequences sequences = spools.computeIfAbsent(spool, added -> new Sequences());
        for (long sequence = first; sequence <= last; sequence++) {
            sequences.add(sequence);
        }
    }

    void addAll(Ids others) {
        others.spools.forEach((spool, sequences) ->
                spools.computeIfAbsent(spool, added -> new Sequences()).addAll(sequences));
    }

    /** Whether it was there. */
    boolean remove(RecordId id) {
        Sequences sequences = spools.get(id.spool());
        if (sequences == null || !sequences.remove(id.sequence())) {
            return false;
        }
        if (sequences.isEmpty()) {
            spools.remove(id.spool());
        }
        return true;
    }

    void removeAll(Ids others) {
        others.spools.forEach((spool, sequences) -> {
            Sequences ours = spools.get(spool);
            if (ours != null) {
                ours.removeAll(sequences);
            }
        });
        spools.values().removeIf(Sequences::isEmpty);
    }

    /** Takes out the ids of that spool between the two sequences; returns how many there were. */
    long removeBetween(UUID spool, long before, long after) {
        Sequences sequences = spools.get(spool);
        return sequences == null ? 0 : sequences.removeBetween(before, after);
    }

    boolean contains(RecordId id) {
        Sequences sequences = spools.get(id.spool());
        return sequences != null && sequences.contains(id.sequence());
    }

    boolean isEmpty() {
        return spools.values().stream().allMatch(Sequences::isEmpty);
    }

    long size() {
        return spools.values().stream().mapToLong(Sequences::size).sum();
    }

    Map<UUID, Sequences> spools() {
        return spools;
    }
}
