package io.selfhealing.agent.event.store;

import io.selfhealing.agent.event.HealEvent;
import java.time.Instant;

/**
 * How often a problem was met since it was last written.
 *
 * @param last one of the latest events about it
 */
record Tally(HealEvent last, long count, Instant firstSeen, Instant lastSeen) {
    static Tally of(HealEvent event, Instant time, long count) {
        return new Tally(event, count, time, time);
    }

    /** Both together; of two events the later one is kept, but one by which the application saw an error before all others. */
    Tally and(Tally other) {
        Tally later = other.lastSeen.isBefore(lastSeen) ? this : other;
        Tally earlier = later.equals(other) ? this : other;
        boolean worse = Problem.severity(earlier.last.kind()).equals("error")
                && !Problem.severity(later.last.kind()).equals("error");
        return new Tally(
                worse ? earlier.last : later.last,
                count + other.count,
                firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen,
                later.lastSeen);
    }
}
