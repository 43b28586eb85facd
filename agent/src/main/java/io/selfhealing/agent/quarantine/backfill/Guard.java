package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.HashKeys;
import java.util.function.Predicate;

/**
 * How far it has to be certain that a row is still the one of which a value was kept.
 *
 * @param keys by which what the row held was hashed
 * @param person whether a person looks at what would become of the values, and may know more of those that an earlier version kept
 * @param vouched values for whose rows a person vouches, one by one
 */
public record Guard(HashKeys keys, boolean person, Predicate<Entry> vouched) {
    /** For values that go back by themselves. */
    public static Guard automatic(HashKeys keys) {
        return new Guard(keys, false, entry -> false);
    }

    /** For values that a person wants back. */
    public static Guard byPerson(HashKeys keys, Predicate<Entry> vouched) {
        return new Guard(keys, true, vouched);
    }

    /** Whether the row has to be compared with what it was. */
    boolean compares(Entry entry) {
        return !vouched.test(entry) && !(person && entry.leftOut().row() == null);
    }
}
