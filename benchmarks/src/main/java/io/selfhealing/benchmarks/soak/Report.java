package io.selfhealing.benchmarks.soak;

import io.selfhealing.benchmarks.soak.Found.Fault;
import io.selfhealing.benchmarks.soak.app.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of it, as Markdown. */
final class Report {
    /** Of all writes; above it the run says nothing of healing. */
    private static final double MOST_FAILURES = 0.02;

    private final Options options;
    private final int changes;
    private final Audit audit;
    private final Found found;
    private final List<Sample> samples;
    private final String failures;
    private final List<String> broken = new ArrayList<>();

    Report(Options options, int changes, Audit audit, Found found, List<Sample> samples, String failures) {
        this.options = options;
        this.changes = changes;
        this.audit = audit;
        this.found = found;
        this.samples = samples;
        this.failures = failures;
    }

    boolean good() {
        return broken.isEmpty();
    }

    String text() {
        broken.clear();
        StringBuilder text = new StringBuilder(line(
                "%.1f minutes, %d threads, %d schema changes, heap 64 MB; writes failed with SQLState: %s.%n%n",
                options.minutes(), options.threads(), changes, failures));
        writes(text);
        faults(text);
        gauges(text);
        found.examples().forEach(example -> text.append("    ").append(example).append('\n'));
        text.append(broken.isEmpty() ? "Good.\n" : "Broken: " + String.join("; ", broken) + "\n");
        return text.toString();
    }

    private void writes(StringBuilder text) {
        text.append("| writes | acknowledged | failed | rolled back by the application |\n|---|---:|---:|---:|\n");
        long all = 0;
        long failed = 0;
        for (var kind : audit.writes().entrySet()) {
            Map<Outcome, Integer> outcomes = kind.getValue();
            text.append(line(
                    "| %s | %,d | %,d | %,d |%n",
                    kind.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    outcomes.getOrDefault(Outcome.ACKNOWLEDGED, 0),
                    outcomes.getOrDefault(Outcome.FAILED, 0),
                    outcomes.getOrDefault(Outcome.ROLLED_BACK, 0)));
            all += outcomes.values().stream().mapToInt(Integer::intValue).sum();
            failed += outcomes.getOrDefault(Outcome.FAILED, 0);
        }
        text.append(line("%n%,d values were left out and are in quarantine.%n%n", audit.leftOut()));
        if (failed > all * MOST_FAILURES) {
            broken.add(failed + " of " + all + " writes failed");
        }
    }

    private void faults(StringBuilder text) {
        text.append("| fault | writes |\n|---|---:|\n");
        for (Fault fault : Fault.values()) {
            text.append(line("| %s | %,d |%n", fault.title(), found.count(fault)));
        }
        text.append('\n');
        if (!found.nothing()) {
            broken.add("writes are not where they belong");
        }
    }

    private void gauges(StringBuilder text) {
        if (samples.size() < 4) {
            text.append("Too short to tell growth.\n\n");
            return;
        }
        List<Sample> first = samples.subList(0, samples.size() / 2);
        List<Sample> second = samples.subList(samples.size() / 2, samples.size());
        text.append(
                "| | first half | second half | growth over the second half | allowed |\n|---|---:|---:|---:|---:|\n");
        for (Gauge gauge : Gauge.values()) {
            Trend trend = Trend.of(second, gauge::of);
            text.append(line(
                    "| %s | %s | %s | %+.2f | %.1f |%n",
                    gauge.title(), Trend.of(first, gauge::of), trend, trend.growth(), gauge.allowance()));
            if (trend.growth() > gauge.allowance()) {
                broken.add(gauge.title() + " grew");
            }
        }
        text.append(line(
                "| threads, the short-lived included | %s | %s | | |%n",
                Trend.of(first, sample -> sample.threads().size()),
                Trend.of(second, sample -> sample.threads().size())));
        text.append(line(
                "| resident, MiB | %s | %s | | |%n",
                Trend.of(first, Sample::residentMib), Trend.of(second, Sample::residentMib)));
        text.append(line(
                "| outside the heap, MiB | %s | %s | | |%n%n",
                Trend.of(first, Sample::nonHeapMib), Trend.of(second, Sample::nonHeapMib)));
        text.append(new Turnover(first, second).text());
    }

    private static String line(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
