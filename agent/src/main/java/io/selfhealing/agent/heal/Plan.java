package io.selfhealing.agent.heal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One verdict in the making: what has been found for each missing column so far. Used by one thread, once. */
final class Plan {
    private final Case situation;
    private final List<String> missing;
    private final Map<String, Step.Rename> renames = new LinkedHashMap<>();
    private final Map<String, Step.LeaveOut> leftOut = new LinkedHashMap<>();
    private final Map<String, Set<String>> reasons = new LinkedHashMap<>();
    private final Map<String, List<Step>> suggestions = new LinkedHashMap<>();
    private final Set<String> barred = new HashSet<>();
    private final List<Step.Fill> fills = new ArrayList<>();

    Plan(Case situation, Set<String> missing) {
        this.situation = situation;
        this.missing = List.copyOf(missing);
        missing.forEach(column -> reasons.put(column, new LinkedHashSet<>()));
        missing.forEach(column -> suggestions.put(column, new ArrayList<>()));
    }

    boolean isEmpty() {
        return missing.isEmpty();
    }

    /** A question for each column that has no place yet, all drawn from the same state. */
    List<MissingColumn> questions() {
        Map<String, String> renamed = renamed();
        List<String> unplaced = missing.stream()
                .filter(column -> !renames.containsKey(column) && !leftOut.containsKey(column))
                .toList();
        Set<String> open = new HashSet<>(unplaced);
        open.addAll(leftOut.keySet());
        return unplaced.stream()
                .map(column -> new MissingColumn(situation, column, renamed, open))
                .toList();
    }

    void placed(String column, Placement placement) {
        if (placement instanceof Placement.Found found) {
            renames.put(column, found.rename());
        } else if (placement instanceof Placement.Open open) {
            note(column).add(open.reason());
            thoughtOf(column).addAll(open.suggestions());
        } else if (placement instanceof Placement.Barred bar) {
            note(column).add(bar.reason());
            barred.add(column);
        }
    }

    /** Two columns cannot have become one: neither of them is renamed. */
    void dropCollisions(List<Finding> findings) {
        Map<String, Integer> claims = new HashMap<>();
        renames.values().forEach(rename -> claims.merge(rename.to(), 1, Integer::sum));
        for (Step.Rename rename : List.copyOf(renames.values())) {
            if (claims.getOrDefault(rename.to(), 0) > 1) {
                renames.remove(rename.from());
                String reason = "more than one column would become " + rename.to();
                note(rename.from()).add(reason);
                findings.add(Finding.refused(rename.from(), "collision", reason));
                thoughtOf(rename.from()).add(rename);
            }
        }
    }

    /**
     * What is written into a column that was guessed has to look like what is there. Asked for at the end, when every rung has
     * spoken, so that the refutation of one guess makes no room for another.
     */
    void dropMisfits(List<Finding> findings) {
        for (Step.Rename rename : List.copyOf(renames.values())) {
            if (rename.unproved() && LiteralFit.of(situation, rename.from(), rename.to()) instanceof ValueFit.Odd odd) {
                renames.remove(rename.from());
                note(rename.from()).add(odd.reason());
                findings.add(Finding.misfit(rename, odd));
                thoughtOf(rename.from()).add(rename);
            }
        }
    }

    void lastResort(String column, Answer answer) {
        if (barred.contains(column)) {
            return;
        }
        if (answer instanceof Answer.Nowhere nowhere) {
            leftOut.put(column, new Step.LeaveOut(column, List.of(nowhere.evidence())));
        } else if (answer instanceof Answer.Refused refused) {
            note(column).add(refused.reason());
        }
    }

    void fill(List<Step.Fill> steps) {
        fills.addAll(steps);
    }

    Map<String, String> renamed() {
        Map<String, String> renamed = new LinkedHashMap<>();
        renames.forEach((from, rename) -> renamed.put(from, rename.to()));
        return renamed;
    }

    Set<String> leftOut() {
        return Set.copyOf(leftOut.keySet());
    }

    /** Why the columns that have no place have none. */
    String reasons() {
        List<String> all = new ArrayList<>();
        questions().forEach(question -> all.addAll(note(question.name())));
        return String.join("; ", new LinkedHashSet<>(all));
    }

    Verdict refusal(String reason) {
        List<Step> thoughtOf = new ArrayList<>();
        for (String column : missing) {
            if (renames.containsKey(column)) {
                thoughtOf.add(renames.get(column));
            }
            thoughtOf.addAll(thoughtOf(column));
        }
        List<String> columns =
                missing.stream().filter(column -> !renames.containsKey(column)).toList();
        return new Verdict.Refusal(columns, reason, thoughtOf);
    }

    Verdict verdict() {
        List<Step> steps = new ArrayList<>();
        for (String column : missing) {
            if (renames.containsKey(column)) {
                steps.add(renames.get(column));
            } else if (leftOut.containsKey(column)) {
                steps.add(leftOut.get(column));
            }
        }
        steps.addAll(fills);
        return steps.isEmpty() ? new Verdict.Healthy() : new Verdict.Heal(steps);
    }

    private Set<String> note(String column) {
        return reasons.computeIfAbsent(column, c -> new LinkedHashSet<>());
    }

    private List<Step> thoughtOf(String column) {
        return suggestions.computeIfAbsent(column, c -> new ArrayList<>());
    }
}
