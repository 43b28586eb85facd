package io.selfhealing.agent.spool;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that are tried once more. Nothing on disk says so: after a crash they are dead letters again, whose records the
 * ledger knows where they are in the database. Safe for use by many threads.
 */
final class Retries {
    private final Map<RecordId, RecordId> letters = new ConcurrentHashMap<>();
    private final Set<RecordId> frames = ConcurrentHashMap.newKeySet();

    /** @param letter the frame that holds the record's letter */
    void add(RecordId record, RecordId letter) {
        letters.put(record, letter);
        frames.add(letter);
    }

    boolean has(RecordId record) {
        return letters.containsKey(record);
    }

    /** Whether the letter in that frame is tried once more. */
    boolean hasLetter(RecordId frame) {
        return frames.contains(frame);
    }

    /** The record is tried no more. @return the frame of its letter; null where it was not tried */
    @Nullable
    RecordId remove(RecordId record) {
        RecordId letter = letters.remove(record);
        if (letter != null) {
            frames.remove(letter);
        }
        return letter;
    }

    boolean isEmpty() {
        return letters.isEmpty();
    }

    int count() {
        return letters.size();
    }
}
