package io.selfhealing.agent.quarantine;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a write of the application's own did to a row of which a value is in quarantine, once that is committed. */
public sealed interface RowFate {
    /** The value, and its row's key before. */
    WaitingRow row();

    /**
     * There is no such row: it was seen to go, or the write of the value found none.
     *
     * @param how for people
     */
    record Ended(WaitingRow row, String how) implements RowFate {
        /** The application deleted the row. */
        public Ended(WaitingRow row) {
            this(row, "the application deleted the row");
        }

        /** What becomes of the value. */
        public Outcome outcome(Instant now) {
            return new Outcome(row.ticket(), row.place(), State.GONE, now, null, how);
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

    /**
     * Under which key the row is by now, if it is there at all, nobody can tell.
     *
     * @param why for people
     */
    record Doubtful(WaitingRow row, String why) implements RowFate {
        /** The application changed keys. */
        public Doubtful(WaitingRow row) {
            this(row, "the application changed keys, and it cannot be told which row has which key now");
        }

        /** What becomes of the value. */
        public Outcome outcome(Instant now) {
            return new Outcome(row.ticket(), row.place(), State.UNKNOWN, now, null, why);
        }
    }
}
