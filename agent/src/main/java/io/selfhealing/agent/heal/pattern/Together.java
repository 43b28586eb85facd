package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.heal.Answer;
import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.MissingColumn;
import io.selfhealing.agent.heal.Rung;
import io.selfhealing.agent.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One word has become another in several columns of the same write: {@code mod_user_id} and {@code other_user_id} are missing,
 * {@code mod_person_id} and {@code other_person_id} are there. People rename a thing everywhere at once.
 */
record Together(String id, double confidence, KinWords kin) implements Rung {
    /** @param shared how many words stayed */
    private record Change(List<String> gone, List<String> come, int shared) {
        static Change between(List<String> from, List<String> to) {
            int most = Math.min(from.size(), to.size());
            int before = 0;
            while (before < most && from.get(before).equals(to.get(before))) {
                before++;
            }
            int after = 0;
            while (after < most - before && from.get(from.size() - 1 - after).equals(to.get(to.size() - 1 - after))) {
                after++;
            }
            return new Change(
                    from.subList(before, from.size() - after), to.subList(before, to.size() - after), before + after);
        }

        boolean same(Change other) {
            return gone.equals(other.gone) && come.equals(other.come);
        }
    }

    @Override
    public Answer answer(MissingColumn question) {
        Map<String, Change> found = new TreeMap<>();
        for (Column target : question.table().columns()) {
            Change change = change(question.name(), target.name());
            if (change != null && PatternRung.possible(question, target) && elsewhere(question, target, change)) {
                found.put(target.name(), change);
            }
        }
        if (found.size() != 1) {
            return Answer.UNKNOWN;
        }
        Map.Entry<String, Change> only = found.entrySet().iterator().next();
        String detail = id + ": " + String.join(" ", only.getValue().gone()) + " → "
                + String.join(" ", only.getValue().come()) + " in several columns";
        return new Answer.Named(only.getKey(), new Evidence(EvidenceKind.PATTERN, confidence, detail));
    }

    private @Nullable Change change(String from, String to) {
        if (from.startsWith("_") != to.startsWith("_")) {
            return null;
        }
        Change change = Change.between(Name.of(from).words(), Name.of(to).words());
        boolean replaced = !change.gone().isEmpty() && !change.come().isEmpty();
        return replaced && kin.harmless(change.gone()) && kin.harmless(change.come()) ? change : null;
    }

    /** Whether another missing column has changed in the same way, and one of the two has kept a word. */
    private boolean elsewhere(MissingColumn question, Column target, Change change) {
        List<String> others = new ArrayList<>(question.open());
        others.remove(question.name());
        for (String other : others) {
            MissingColumn asked = new MissingColumn(question.situation(), other, question.renamed(), question.open());
            for (Column column : question.table().columns()) {
                Change same = column.name().equals(target.name()) ? null : change(other, column.name());
                if (same != null
                        && same.same(change)
                        && same.shared() + change.shared() > 0
                        && PatternRung.possible(asked, column)) {
                    return true;
                }
            }
        }
        return false;
    }
}
