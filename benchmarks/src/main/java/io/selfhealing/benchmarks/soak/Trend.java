package io.selfhealing.benchmarks.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How a figure went over a stretch of time, by the straight line that fits it best (least squares).
 *
 * @param growth how much the line rises from the first sample to the last
 */
record Trend(double least, double most, double growth) {
    static Trend of(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        double time = samples.stream().mapToDouble(Sample::seconds).average().orElseThrow();
        double mean = samples.stream().mapToDouble(figure).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (Sample sample : samples) {
            product += (sample.seconds() - time) * (figure.applyAsDouble(sample) - mean);
            square += Math.pow(sample.seconds() - time, 2);
        }
        double length =
                samples.get(samples.size() - 1).seconds() - samples.get(0).seconds();
        return new Trend(
                samples.stream().mapToDouble(figure).min().orElseThrow(),
                samples.stream().mapToDouble(figure).max().orElseThrow(),
                square == 0 ? 0 : product / square * length);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f..%.1f", least, most);
    }
}
