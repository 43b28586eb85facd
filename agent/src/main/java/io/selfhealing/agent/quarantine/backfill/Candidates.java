package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.sql.Product;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which value each row's column would have by now, of all that writes went without: that of the last write, unless one of which
 * nobody knows what became may have been later.
 */
final class Candidates {
    /** A write of whose end nobody knows has ended by then, one way or the other. */
    private static final Duration SURVIVAL = Duration.ofMinutes(5);

    private static final Comparator<Entry> BY_TIME = Comparator.comparing(Candidates::ran);

    /** Values in no order in which a later one of the same row could come first. */
    record Found(List<Candidate> ready, List<Entry> superseded, int undecided, int keyless) {}

    private record Cell(String table, String column, String key) {}

    private Candidates() {}

    /**
     * What is to be written of them.
     *
     * @param entries of one database, in the order of the quarantine
     */
    static Found of(List<Entry> entries, Product product) {
        Map<Cell, List<Entry>> cells = new LinkedHashMap<>();
        int keyless = 0;
        for (Entry entry : entries) {
            Map<String, Object> key = entry.leftOut().key();
            if (entry.state() == State.VOID) {
                continue;
            }
            if (key == null || key.isEmpty()) {
                keyless += entry.state().isSettled() || stays(entry.state()) ? 0 : 1;
                continue;
            }
            Cell cell = new Cell(entry.leftOut().table(), entry.leftOut().column(), canonical(key, product));
            cells.computeIfAbsent(cell, none -> new ArrayList<>()).add(entry);
        }
        List<Candidate> ready = new ArrayList<>();
        List<Entry> superseded = new ArrayList<>();
        int undecided = 0;
        for (List<Entry> all : cells.values()) {
            List<Entry> writes = ofRow(all);
            Entry last = spellings(writes) > 1 ? null : last(writes);
            List<Entry> waiting = writes.stream()
                    .filter(entry -> !entry.equals(last) && (entry.state() == State.LANDED || !isDecided(entry)))
                    .toList();
            if (last == null) {
                undecided += writes.size();
            } else if (last.state() == State.LANDED) {
                ready.add(new Candidate(last, waiting));
            } else if (last.state() == State.UNKNOWN) {
                undecided += waiting.size(); // It may be this one, or the one before it: a person has to say.
            } else {
                superseded.addAll(waiting);
            }
        }
        return new Found(ready, superseded, undecided, keyless);
    }

    /** Those of the row that is under the key by now: what ran before the row was given that key was of another. */
    private static List<Entry> ofRow(List<Entry> writes) {
        Instant came = writes.stream()
                .map(entry -> entry.leftOut().moved())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return came == null
                ? writes
                : writes.stream().filter(entry -> isSince(came, entry)).toList();
    }

    private static boolean isSince(Instant came, Entry entry) {
        Instant moved = entry.leftOut().moved();
        return moved == null ? !ran(entry).isBefore(came) : moved.equals(came);
    }

    /** Until somebody asks for it. */
    private static boolean stays(State state) {
        return state == State.CONFLICT || state == State.WITHDRAWN || state == State.UNKNOWN;
    }

    /** Null where it cannot be told. */
    private static @Nullable Entry last(List<Entry> writes) {
        Entry last = null;
        for (Entry entry : writes) {
            if (isDecided(entry) && (last == null || BY_TIME.compare(entry, last) >= 0)) {
                last = entry;
            }
        }
        if (last == null) {
            return null;
        }
        Instant ran = ran(last);
        return writes.stream().anyMatch(entry -> !isDecided(entry) && mayHaveRunAfter(ran, entry)) ? null : last;
    }

    private static boolean mayHaveRunAfter(Instant moment, Entry undecided) {
        Instant latest = undecided.ran() == null ? undecided.time().plus(SURVIVAL) : undecided.ran();
        return !latest.isBefore(moment);
    }

    private static boolean isDecided(Entry entry) {
        return entry.state() != State.TAKEN && entry.state() != State.OPEN;
    }

    private static Instant ran(Entry entry) {
        return Objects.requireNonNullElse(entry.ran(), entry.time());
    }

    /** In how many ways the key was written: where two may mean one row, and two rows, nobody can tell which was the last. */
    private static long spellings(List<Entry> writes) {
        return writes.stream()
                .map(entry -> canonical(Objects.requireNonNull(entry.leftOut().key()), Product.OTHER))
                .distinct()
                .count();
    }

    /** The same for the same key, whichever of Java's types a statement bound it by, and for those that the product may take for one. */
    private static String canonical(Map<String, Object> key, Product product) {
        Map<String, String> sorted = new TreeMap<>();
        key.forEach((column, value) -> {
            String text = Comparison.canonical(value);
            sorted.put(column, product.speaksMySql() && value instanceof String ? folded(text) : text);
        });
        return sorted.toString();
    }

    /** MySQL compares texts without regard to case, accents and blanks at the end, unless it is told otherwise. */
    private static String folded(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        return plain.toLowerCase(Locale.ROOT).stripTrailing();
    }
}
