package io.selfhealing.agent.quarantine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value in quarantine.
 *
 * @param ticket of its write; values of one write share it
 * @param place of the value in its ticket, from 0
 * @param time when it was taken
 * @param ran when its write had run, on the clock of its process; null where nobody knows
 * @param leftOut with the row's key as far as it is known by now
 * @param foreignClock whether it is a {@code java.sql} date from a clock in another time zone than this JVM's, on which it would
 *     show another time
 * @param outcome the last that there was; null where there was none
 */
public record Entry(
        String ticket,
        int place,
        Instant time,
        @Nullable Instant ran,
        State state,
        LeftOut leftOut,
        boolean foreignClock,
        @Nullable Outcome outcome) {
    /** What people call it. */
    public String id() {
        return id(ticket, place);
    }

    static String id(String ticket, int place) {
        return ticket + "." + (place + 1);
    }

    /** The same in another state. */
    public Entry as(State other) {
        return new Entry(ticket, place, time, ran, other, leftOut, foreignClock, outcome);
    }

    /** The same after something became of it. */
    public Entry with(Outcome next) {
        return new Entry(ticket, place, time, ran, next.state(), leftOut, foreignClock, next);
    }

    /** In one line without its end; values with their types, as in the journal. */
    public String json() {
        return JournalFormat.entry(this);
    }
}
