package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.ColumnSample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers between the least and the greatest, or nothing but 0 and 1.
 *
 * @param least of the sample
 * @param greatest of the sample
 * @param flag whether every value is 0 or 1, and both occur
 */
record NumberProfile(String column, BigDecimal least, BigDecimal greatest, boolean flag) implements ValueProfile {
    /** How many times as far from the others a number must be to be of another sort: seconds and milliseconds are that far apart. */
    private static final BigDecimal FAR = BigDecimal.valueOf(100);

    static @Nullable NumberProfile of(String column, ColumnSample sample) {
        List<BigDecimal> numbers = sample.values().stream()
                .filter(BigDecimal.class::isInstance)
                .map(BigDecimal.class::cast)
                .sorted()
                .toList();
        if (numbers.size() < FEWEST) {
            return null;
        }
        BigDecimal least = numbers.get(0);
        BigDecimal greatest = numbers.get(numbers.size() - 1);
        boolean flag = least.signum() == 0
                && greatest.compareTo(BigDecimal.ONE) == 0
                && numbers.stream().allMatch(NumberProfile::isBit);
        return new NumberProfile(column, least, greatest, flag);
    }

    @Override
    public ValueFit fit(Object value) {
        BigDecimal number = number(value);
        if (number == null) {
            return ValueFit.UNKNOWN;
        }
        if (flag && !isBit(number)) {
            return new ValueFit.Odd(column + " holds nothing but 0 and 1, which the number written is not");
        }
        BigDecimal width = greatest.subtract(least)
                .max(greatest.abs())
                .max(least.abs())
                .max(BigDecimal.ONE)
                .multiply(FAR);
        boolean far = number.compareTo(least.subtract(width)) < 0 || number.compareTo(greatest.add(width)) > 0;
        return far
                ? new ValueFit.Odd("the number written is of another magnitude than those in " + column)
                : ValueFit.UNKNOWN;
    }

    private static boolean isBit(BigDecimal number) {
        return number.signum() == 0 || number.compareTo(BigDecimal.ONE) == 0;
    }

    private static @Nullable BigDecimal number(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        boolean whole =
                value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
        return whole ? BigDecimal.valueOf(((Number) value).longValue()) : null;
    }
}
