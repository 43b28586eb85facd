package io.selfhealing.benchmarks.comparison;

import io.selfhealing.benchmarks.app.Operation;
import io.selfhealing.benchmarks.comparison.StartUps.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The figures as Markdown tables. */
final class Report {
    private final Options options;
    private final Results results;
    private final StartUps startUps;

    Report(Options options, Results results, StartUps startUps) {
        this.options = options;
        this.results = results;
        this.startUps = startUps;
    }

    String whole(Duration took) {
        StringBuilder text = new StringBuilder(Machine.described(options, took));
        for (Engine engine : options.engines()) {
            for (int threads : options.threads()) {
                text.append(operations(engine, threads));
            }
        }
        return text.append(startUp()).toString();
    }

    /** One table; empty where nothing of it was measured. */
    String operations(Engine engine, int threads) {
        List<Course> courses = results.courses().stream()
                .filter(course -> course.engine() == engine && course.threads() == threads)
                .toList();
        if (courses.isEmpty()) {
            return "";
        }
        String title = engine.title() + ", " + threads + (threads == 1 ? " thread" : " threads");
        StringBuilder table = new StringBuilder(header(title));
        for (Course course : courses) {
            List<String> cells = new ArrayList<>();
            cells.add(
                    course.operation() == Operation.HEALED
                            ? "healed prepare + insert + close, beside the same written right"
                            : course.operation().title());
            for (Variant variant : options.variants()) {
                cells.add(cell(course, variant));
            }
            table.append(row(cells));
        }
        return table.append("\n").toString();
    }

    /** CPU and memory of the smallest application. */
    String startUp() {
        if (startUps.of(Variant.PLAIN) == null) {
            return "";
        }
        StringBuilder table = new StringBuilder(header("start-up: hello and one insert"));
        table.append(starts("CPU, ms", Start::cpuMillis));
        table.append(starts("resident at most, MiB", start -> start.residentKib() / 1024.0));
        if (options.variants().contains(Variant.AGENT)) {
            table.append(starts("first heal in a JVM, ms", start -> start.firstHealMicros() / 1000.0));
        }
        return table.append("\n").toString();
    }

    private String starts(String title, ToDoubleFunction<Start> figure) {
        List<String> cells = new ArrayList<>(List.of(title));
        for (Variant variant : options.variants()) {
            List<Start> starts = startUps.of(variant);
            Spread spread = starts == null
                    ? null
                    : Spread.of(starts.stream()
                            .map(start -> figure.applyAsDouble(start))
                            .toList());
            cells.add(
                    spread == null || spread.most() == 0
                            ? ""
                            : text("%,.0f (%,.0f..%,.0f)", spread.median(), spread.least(), spread.most()));
        }
        return row(cells);
    }

    private String cell(Course course, Variant variant) {
        Spread nanos = results.spread(course, variant, Round::nanos);
        Spread bytes = results.spread(course, variant, Round::bytes);
        Spread added = results.spread(course, variant, Round::addedNanos);
        Spread ratio = results.spread(course, variant, Round::ratio);
        Spread addedBytes = results.spread(course, variant, Round::addedBytes);
        if (nanos == null || bytes == null || added == null || ratio == null || addedBytes == null) {
            return "";
        }
        return variant == Variant.PLAIN
                ? text("%,.0f ns (%,.0f..%,.0f), %,.0f B", nanos.median(), nanos.least(), nanos.most(), bytes.median())
                : text(
                        "%+,.0f ns (%+,.0f..%+,.0f), × %.3f (%.3f..%.3f), %+,.0f B",
                        added.median(),
                        added.least(),
                        added.most(),
                        ratio.median(),
                        ratio.least(),
                        ratio.most(),
                        addedBytes.median());
    }

    private String header(String title) {
        List<String> titles = new ArrayList<>(List.of(title));
        options.variants().forEach(variant -> titles.add(variant.title()));
        return row(titles) + "|---|" + "---:|".repeat(titles.size() - 1) + "\n";
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String text(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
