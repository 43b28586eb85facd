package io.selfhealing.agent.restraint;

import java.time.Instant;

/**
 * Since when a heal is in use.
 *
 * @param last when a write last wanted it, whether or not it was applied
 * @param warned when people were last told that it is still in use; the first use where they never were
 */
public record Age(Instant first, Instant last, Instant warned) {
    static Age begun(Instant now) {
        return new Age(now, now, now);
    }

    Age wanted(Instant now) {
        return now.isAfter(last) ? new Age(first, now, warned) : this;
    }

    Age told(Instant now) {
        return new Age(first, last, now);
    }

    /** What two processes know together. */
    Age or(Age other) {
        return new Age(
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                warned.isAfter(other.warned) ? warned : other.warned);
    }
}
