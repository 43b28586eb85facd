package io.selfhealing.agent.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What can be measured now, in Prometheus' words. Nothing is kept: each number is asked for when somebody asks for it. */
public final class Metrics {
    /** Of the text. */
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final Map<Metric, Supplier<? extends Map<List<String>, ? extends Number>>> sources =
            new EnumMap<>(Metric.class);

    /** Measures something that has one number. */
    public Metrics with(Metric metric, DoubleSupplier source) {
        sources.put(metric, () -> Map.of(List.of(), source.getAsDouble()));
        return this;
    }

    /** Measures something that has a number for each value of its label. */
    public Metrics withEach(Metric metric, Supplier<? extends Map<String, ? extends Number>> source) {
        return withRows(metric, () -> {
            Map<List<String>, Number> rows = new LinkedHashMap<>();
            source.get().forEach((label, number) -> rows.put(List.of(label), number));
            return rows;
        });
    }

    /** Measures something that has a number for each row of values of its labels, which are given in their order. */
    public Metrics withRows(Metric metric, Supplier<? extends Map<List<String>, ? extends Number>> source) {
        sources.put(metric, source);
        return this;
    }

    byte[] text() throws IOException {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        sources.forEach((metric, source) -> snapshots.add(snapshot(metric, source.get())));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, new MetricSnapshots(snapshots));
        return text.toByteArray();
    }

    private static MetricSnapshot snapshot(Metric metric, Map<List<String>, ? extends Number> numbers) {
        if (metric.type() == Metric.Type.COUNTER) {
            CounterSnapshot.Builder counter =
                    CounterSnapshot.builder().name(metric.title()).help(metric.help());
            numbers.forEach((values, number) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels(metric, values))
                    .value(number.doubleValue())
                    .build()));
            return counter.build();
        }
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(metric.title()).help(metric.help());
        numbers.forEach((values, number) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels(metric, values))
                .value(number.doubleValue())
                .build()));
        return gauge.build();
    }

    private static Labels labels(Metric metric, List<String> values) {
        return metric.labels().isEmpty() ? Labels.EMPTY : Labels.of(metric.labels(), values);
    }
}
