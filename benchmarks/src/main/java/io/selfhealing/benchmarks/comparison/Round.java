package io.selfhealing.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * One contender in one round, beside the base of the same round. Slice is compared with slice, so that what happens to the
 * machine meanwhile happens to both.
 *
 * @param nanos per operation, the median of the slices
 * @param bytes allocated per operation
 * @param addedNanos the median of the differences to the base
 * @param ratio the median of the ratios to the base
 * @param addedBytes to those that the base allocates
 */
record Round(double nanos, double bytes, double addedNanos, double ratio, double addedBytes) {
    static Round of(List<Sample> samples, List<Sample> base) {
        List<Double> added = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            added.add(samples.get(i).nanos() - base.get(i).nanos());
            ratios.add(samples.get(i).nanos() / base.get(i).nanos());
        }
        double bytes = bytes(samples);
        return new Round(
                Spread.of(samples.stream().map(Sample::nanos).toList()).median(),
                bytes,
                Spread.of(added).median(),
                Spread.of(ratios).median(),
                bytes - bytes(base));
    }

    private static double bytes(List<Sample> samples) {
        return Spread.of(samples.stream().map(Sample::bytes).toList()).median();
    }
}
