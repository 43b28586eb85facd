package io.selfhealing.it.accuracy;

import io.selfhealing.it.accuracy.Scored.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code docs/accuracy.md}. */
final class AccuracyPage {
    private static final String HEAD = """
            # How many real changes are healed

            Generated: `mvn -Paccuracy verify -Daccuracy.program=DIR/run.sh -Daccuracy.corpus=DIR/dev.jsonl -Dupdate.docs=true`. The
            corpus holds schema changes from the migration histories of public projects, each with a write of the old version and the
            place where each value belongs. The program makes the change on PostgreSQL, lets a plain JDBC application write through
            the agent, and reads the rows from outside.

            | outcome | |
            |---|---|
            | healed | every value is where it belongs |
            | left out | the row landed, a value without a place is in quarantine |
            | refused | the application saw the database's own error, as without the agent |
            | invented | a column without a default got a value that nobody wrote |
            | wrong | a value landed where it does not belong, or was changed |

            Where nothing is right (`drop`, `refuse`), *left out* and *refused* both are. Groups in brackets cannot be told from the
            schema (the old name lives on with another meaning, or the values change too) and do not count.
            """;

    private static final Map<Course, String> MEANING = Map.of(
            Course.WARM, "the application has written before, and goes on while the change is made",
            Course.COLD, "fresh agent, fresh home: every table is first met as it is after the change");

    private AccuracyPage() {}

    static String of(Map<Course, List<Scored>> runs) {
        StringBuilder page = new StringBuilder(HEAD);
        runs.forEach((course, scored) -> page.append('\n').append(section(course, scored)));
        return page.toString();
    }

    static String verdict(Course course, List<Scored> scored) {
        return course.mode() + ": healed " + healed(scored, "") + ", of the renamed columns "
                + healed(scored, "column_rename/rename") + "; misplaced "
                + scored.stream().filter(Scored::misplaced).count();
    }

    private static String healed(List<Scored> scored, String group) {
        List<Scored> healable = scored.stream()
                .filter(each -> each.healable() && each.group().startsWith(group))
                .toList();
        long healed = healable.stream()
                .filter(each -> each.outcome() == Outcome.HEALED)
                .count();
        return healed + " of " + healable.size() + " ("
                + String.format("%.1f %%", 100.0 * healed / Math.max(1, healable.size())) + ")";
    }

    private static String section(Course course, List<Scored> scored) {
        return "## " + Character.toUpperCase(course.mode().charAt(0))
                + course.mode().substring(1) + "\n" + MEANING.get(course) + ".\n\n" + table(scored) + "\n**"
                + verdict(course, scored) + ".**\n\n" + misses(course, scored);
    }

    private static String table(List<Scored> scored) {
        Map<String, Map<Outcome, Integer>> groups = new TreeMap<>();
        scored.forEach(each -> groups.computeIfAbsent(each.group(), group -> new EnumMap<>(Outcome.class))
                .merge(each.outcome(), 1, Integer::sum));
        StringBuilder rows =
                new StringBuilder("| change / right | healed | left out | refused | invented | wrong | skipped |\n");
        rows.append("|---|---:|---:|---:|---:|---:|---:|\n");
        groups.forEach((group, counts) -> {
            rows.append("| ").append(group).append(" |");
            for (Outcome outcome : Outcome.values()) {
                rows.append(' ').append(counts.getOrDefault(outcome, 0)).append(" |");
            }
            rows.append('\n');
        });
        return rows.toString();
    }

    /** Every change that has a right answer and was not healed, by reason; none may be without one. */
    private static String misses(Course course, List<Scored> scored) {
        Map<String, List<String>> byReason = new TreeMap<>();
        for (Scored each : scored) {
            boolean skipped = each.counts() && each.outcome() == Outcome.SKIPPED;
            if (skipped || (each.healable() && each.outcome() != Outcome.HEALED)) {
                String reason = course.reason(each);
                byReason.computeIfAbsent(reason.isEmpty() ? "unexplained" : reason, r -> new ArrayList<>())
                        .add(each.id());
            }
        }
        return byReason.entrySet().stream()
                .map(entry -> "- " + entry.getKey() + " (" + entry.getValue().size() + "): "
                        + String.join(", ", entry.getValue()) + "\n")
                .collect(Collectors.joining("", "Not healed, though there is a place:\n\n", ""));
    }
}
