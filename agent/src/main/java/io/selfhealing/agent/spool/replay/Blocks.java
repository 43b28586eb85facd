package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.SpoolRecord;
import io.selfhealing.agent.spool.Write;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which records wait for others. A record that failed is tried again in a later pass; until then those behind it that write to the
 * same row wait as well. Nothing of a record is kept but its id and its keys, and of those a bounded number: a table that has more
 * is stopped for the rest of the pass.
 */
final class Blocks {
    /** Rows of one table on which something waits, and records that failed, at most. */
    static final int MOST = 1_000;

    private final Map<RecordId, Trial> trials = new HashMap<>();
    private final Set<OrderKey> waiting = new HashSet<>();
    private final Map<String, Integer> waitingOf = new HashMap<>();
    private final Set<String> stopped = new HashSet<>();
    private final Timing timing;
    private long held;

    Blocks(Timing timing) {
        this.timing = timing;
    }

    /**
     * A record that failed.
     *
     * @param tries that count
     * @param failures all of them
     */
    private record Trial(int tries, int failures, Instant due) {}

    /** A pass from the beginning: the order of the records says again who waits for whom. */
    void beginPass() {
        waiting.clear();
        waitingOf.clear();
        stopped.clear();
        held = 0;
    }

    /** Whether a record has to wait in this pass; then those behind it wait for it. */
    boolean holds(SpoolRecord record, Instant now) {
        Trial trial = trials.get(record.id());
        boolean holds = (trial != null && now.isBefore(trial.due()))
                || record.transaction().writes().stream().map(Write::table).anyMatch(stopped::contains)
                || OrderKey.of(record).stream().anyMatch(waiting::contains);
        if (holds) {
            hold(record);
        }
        return holds;
    }

    private void hold(SpoolRecord record) {
        held++;
        for (OrderKey key : OrderKey.of(record)) {
            if (waiting.contains(key)) {
                continue;
            }
            if (waitingOf.merge(key.table(), 1, Integer::sum) > MOST) {
                stopped.add(key.table());
            } else {
                waiting.add(key);
            }
        }
    }

    /** How often the database has refused a record for what it is. */
    int tries(SpoolRecord record) {
        Trial trial = trials.get(record.id());
        return trial == null ? 0 : trial.tries();
    }

    /**
     * A record failed, and waits.
     *
     * @param counts whether that is one of its tries
     */
    void failed(SpoolRecord record, boolean counts, Instant now) {
        Trial before = trials.get(record.id());
        if (before == null && trials.size() >= MOST) {
            stop(record);
            return;
        }
        hold(record);
        int failures = before == null ? 1 : before.failures() + 1;
        int tries = tries(record) + (counts ? 1 : 0);
        trials.put(record.id(), new Trial(tries, failures, now.plus(timing.untilTriedAgain(failures))));
    }

    /** What failed is tried again from now on. */
    void hurry(Instant now) {
        trials.replaceAll((id, trial) -> new Trial(trial.tries(), trial.failures(), now));
    }

    /** A record waits, and nobody for it. */
    void passOver() {
        held++;
    }

    /** Nothing goes into a table: its records wait for the next pass. */
    void stop(SpoolRecord record) {
        hold(record);
        record.transaction().writes().forEach(write -> stopped.add(write.table()));
    }

    /** Records are done, in one way or the other. */
    void forget(List<SpoolRecord> records) {
        if (!trials.isEmpty()) {
            records.forEach(record -> trials.remove(record.id()));
        }
    }

    /** How many records had to wait in this pass. */
    long held() {
        return held;
    }

    Set<String> stopped() {
        return Set.copyOf(stopped);
    }

    /** When the next record may be tried again; null where none has failed. */
    @Nullable
    Instant due() {
        return trials.values().stream().map(Trial::due).min(Instant::compareTo).orElse(null);
    }
}
