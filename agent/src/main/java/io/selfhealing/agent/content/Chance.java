package io.selfhealing.agent.content;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely it is that a column which has nothing to do with another holds the same values in the same rows.
 *
 * <p>For proof: each value that agrees is taken once, with its share of the rows, as the likelihood of meeting it there. Rows of one
 * value, however many, count once, since columns go together: where one is at its default, the other is.
 */
final class Chance {
    static final double PROOF = 1e-6;
    static final double CONSENT = 1e-2;
    static final int LONGEST_THAT_COUNTS = 8;

    private Chance() {}

    /** @param counts how many rows hold each of the values that agree */
    static double ofValues(Collection<Integer> counts) {
        double rows = counts.stream().mapToInt(Integer::intValue).sum();
        return counts.stream().mapToDouble(count -> count / rows).reduce(1, (some, other) -> some * other);
    }

    /** The same where the order of the values is all that chance could have hit: one of all the ways to deal them out. */
    static double ofOrder(Collection<Integer> counts) {
        double logarithm = 0;
        int dealt = 0;
        for (int count : counts) {
            for (int i = 1; i <= count; i++) {
                logarithm -= Math.log((double) ++dealt / i);
            }
        }
        return Math.exp(logarithm);
    }

    /** The same by what the values themselves are like: a long text is not met twice by chance, a digit is. */
    static double ofLengths(Collection<String> values) {
        double exponent = values.stream()
                .mapToInt(value -> Math.min(value.length(), LONGEST_THAT_COUNTS))
                .sum();
        return Math.pow(10, -exponent / 2);
    }

    /** Whether whole numbers rise by one from row to row, or with the key: counters are alike whatever they count. */
    static boolean counts(List<Long> values, List<@Nullable Long> keys) {
        int steps = 0;
        for (int i = 1; i < values.size(); i++) {
            long step = values.get(i) - values.get(i - 1);
            Long key = keys.get(i);
            Long before = keys.get(i - 1);
            boolean withKey = key != null && before != null && step == key - before;
            steps += withKey || step == 1 ? 1 : 0;
        }
        return values.size() >= 3 && 4 * steps >= 3 * (values.size() - 1);
    }
}
