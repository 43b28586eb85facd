package io.selfhealing.demonstration;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The two runs side by side, as one table. */
final class Report {
    private static final String LINE = "%-50s │ %-24s │ %s%n";
    private static final String COUNTS = "%5s %7s %7s";
    private static final String HEALED = COUNTS + " %7s %9s";

    private final StringBuilder text = new StringBuilder();
    private final RunResult alone;
    private final @Nullable RunResult healed;

    private Report(RunResult alone, @Nullable RunResult healed) {
        this.alone = alone;
        this.healed = healed;
    }

    /** @param healed null where only the run without the agent was asked for */
    static String of(Product product, RunResult alone, @Nullable RunResult healed) {
        return new Report(alone, healed).write(product);
    }

    private String write(Product product) {
        List<Act> acts = Act.all(product);
        line("writes over HTTP, database " + product.title(), "without the agent", "with the agent");
        line(
                "",
                COUNTS.formatted("tried", "landed", "failed"),
                HEALED.formatted("tried", "landed", "failed", "healed", "left out"));
        for (int i = 0; i < acts.size(); i++) {
            rule();
            block(
                    (i + 1) + " " + acts.get(i).title(),
                    alone.acts().get(i),
                    healed == null ? null : healed.acts().get(i));
        }
        rule();
        block("total, read from the tables at the end", alone.total(), healed == null ? null : healed.total());
        line("    lost, misplaced, duplicated", wrong(alone.total()), healed == null ? "" : wrong(healed.total()));
        if (healed != null) {
            text.append("The agent's event log: ")
                    .append(events(healed.events()))
                    .append('\n');
        }
        return text.toString();
    }

    private void block(String title, Tally left, @Nullable Tally right) {
        line(
                title,
                COUNTS.formatted(left.tried(), left.landed(), left.failed()),
                right == null
                        ? ""
                        : HEALED.formatted(
                                right.tried(), right.landed(), right.failed(), right.healed(), right.leftOut()));
        Set<String> places = new LinkedHashSet<>(left.places().keySet());
        for (String place : places) {
            line(
                    "    " + place,
                    left.places().getOrDefault(place, ""),
                    right == null ? "" : right.places().getOrDefault(place, ""));
        }
    }

    private static String wrong(Tally tally) {
        return tally.lost() + ", " + tally.misplaced() + ", " + tally.duplicated();
    }

    private static String events(Map<String, Integer> events) {
        List<String> parts = new ArrayList<>();
        events.forEach((kind, count) -> parts.add(kind + " " + count));
        return String.join(", ", parts);
    }

    private void line(String left, String middle, String right) {
        text.append(LINE.formatted(left, middle, right).stripTrailing()).append('\n');
    }

    private void rule() {
        text.append("─".repeat(51))
                .append('┼')
                .append("─".repeat(26))
                .append('┼')
                .append("─".repeat(42))
                .append('\n');
    }
}
