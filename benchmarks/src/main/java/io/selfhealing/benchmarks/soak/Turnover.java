package io.selfhealing.benchmarks.soak;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which threads came and went, by their names: what a reader needs to know whose growth it is. */
final class Turnover {
    private static final int MOST_NAMES = 20;

    private final List<Sample> first;
    private final List<Sample> second;
    private final Set<String> names = new TreeSet<>();

    /** @param second begins with the baseline */
    Turnover(List<Sample> first, List<Sample> second) {
        this.first = first;
        this.second = second;
        first.forEach(sample -> names.addAll(sample.threads()));
        second.forEach(sample -> names.addAll(sample.threads()));
    }

    /** Names of the last sample that the baseline has not, or has less often. */
    List<String> come() {
        return names.stream().filter(name -> atEnd(name) > at(baseline(), name)).toList();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        List<String> changing = names.stream().filter(this::changes).toList();
        if (!changing.isEmpty()) {
            text.append("| thread that was not always there | looks of the first half | of the second | at the end |\n")
                    .append("|---|---:|---:|---:|\n");
        }
        for (String name : changing.subList(0, Math.min(MOST_NAMES, changing.size()))) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d of %d | %d of %d | %d |%n",
                    name,
                    looks(first, name),
                    first.size(),
                    looks(second, name),
                    second.size(),
                    atEnd(name)));
        }
        if (changing.size() > MOST_NAMES) {
            text.append(String.format(Locale.ROOT, "%nand %d more names%n", changing.size() - MOST_NAMES));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nThreads at the end that were not there after %.0f seconds: %s.%n%n",
                        baseline().seconds(),
                        come().isEmpty() ? "none" : String.join(", ", come())))
                .toString();
    }

    private boolean changes(String name) {
        long always = atEnd(name);
        return first.stream().anyMatch(sample -> at(sample, name) != always)
                || second.stream().anyMatch(sample -> at(sample, name) != always);
    }

    private Sample baseline() {
        return second.get(0);
    }

    private long atEnd(String name) {
        return at(second.get(second.size() - 1), name);
    }

    private static long looks(List<Sample> samples, String name) {
        return samples.stream().filter(sample -> at(sample, name) > 0).count();
    }

    private static long at(Sample sample, String name) {
        return Collections.frequency(sample.threads(), name);
    }
}
