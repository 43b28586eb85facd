package io.selfhealing.agent.quarantine;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a write of the application's own did to a row of which a value is in quarantine, once that is committed. */
public sealed interface RowFate {
    /** The value, and its row's key before. */
    WaitingRow row();

    /** The row was seen to go. */
    record Ended(WaitingRow row) implements RowFate {
        /** What becomes of the value. */
        public Outcome outcome(Instant now) {
            return new Outcome(row.ticket(), row.place(), State.GONE, now, null, "the application deleted the row");
        }
    }

    /**
     * The row was seen to get another key.
     *
     * @param key all of it
     * @param at when
     */
    record Moved(WaitingRow row, Map<String, Object> key, Instant at) implements RowFate {
        public Moved {
            key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        }
    }

    /** Under which key the row is by now, if it is there at all, nobody can tell. */
    record Doubtful(WaitingRow row) implements RowFate {
        /** What becomes of the value. */
        public Outcome outcome(Instant now) {
            return new Outcome(
                    row.ticket(),
                    row.place(),
                    State.UNKNOWN,
                    now,
                    null,
                    "the application changed keys, and it cannot be told which row has which key now");
        }
    }
}
