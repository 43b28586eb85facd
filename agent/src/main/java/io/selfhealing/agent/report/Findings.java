package io.selfhealing.agent.report;

import io.selfhealing.agent.report.Mismatch.ChangedType;
import io.selfhealing.agent.report.Mismatch.MissingColumn;
import io.selfhealing.agent.report.Mismatch.OmittedColumn;
import io.selfhealing.agent.report.Mismatch.RenamedColumn;
import io.selfhealing.agent.report.Mismatch.RenamedTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which mismatches an event tells of. */
final class Findings {
    private static final String DEFAULTS = "defaults";

    private final SeenEvent event;
    private final TableRef table;
    private final Set<Mismatch> found = new LinkedHashSet<>();

    private Findings(SeenEvent event) {
        this.event = event;
        this.table = TableRef.of(event.table());
    }

    static List<Mismatch> of(SeenEvent event) {
        Findings findings = new Findings(event);
        switch (event.kind()) {
            case "healed", "left_out", "observed" -> findings.changed();
            case "suggested" -> findings.mapped();
            case "refused" -> findings.refused();
            default -> {
                // Not about a write that does not fit.
            }
        }
        return new ArrayList<>(findings.found);
    }

    private void changed() {
        mapped();
        omitted("advised");
        if (event.isFor("conversion")) {
            event.types().keySet().stream()
                    .filter(column -> !event.mapping().containsKey(column))
                    .forEach(column -> found.add(new ChangedType(table, column, "")));
        }
    }

    private void mapped() {
        event.mapping().forEach((from, to) -> {
            if (to == null) {
                found.add(new MissingColumn(table, from));
            } else if (to.equals(event.table()) && from.contains(".")) {
                found.add(new RenamedTable(TableRef.of(from), table));
            } else {
                found.add(new RenamedColumn(table, from, to));
            }
        });
    }

    private void omitted(String... answers) {
        for (SeenEvent.Answer answer : event.answers()) {
            if (answer.rung().equals(DEFAULTS)
                    && answer.column() != null
                    && List.of(answers).contains(answer.said())) {
                found.add(new OmittedColumn(table, answer.column()));
            }
        }
    }

    private void refused() {
        Map<String, String> places = new LinkedHashMap<>();
        Set<String> placeless = new HashSet<>();
        for (SeenEvent.Answer answer : event.answers()) {
            String column = answer.column();
            if (column == null || answer.rung().equals(DEFAULTS)) {
                continue;
            }
            boolean last = answer.rung().equals("leaving out")
                    || answer.rung().equals("statement")
                    || answer.rung().equals("collision")
                    || answer.isMisfit();
            if (last) {
                placeless.add(column);
            }
            places.merge(column, answer.said().equals("named") ? String.valueOf(answer.target()) : "", Findings::or);
        }
        boolean guessWasWrong = event.reason().startsWith("a value is of another type");
        places.forEach((column, place) -> found.add(
                place.isEmpty() || placeless.contains(column) || guessWasWrong
                        ? new MissingColumn(table, column)
                        : new RenamedColumn(table, column, place)));
        omitted("silent", "objected", "advised");
        event.types().keySet().stream()
                .filter(column -> !places.containsKey(column))
                .forEach(column -> found.add(new ChangedType(table, column, "")));
    }

    private static String or(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
