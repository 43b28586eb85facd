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
    @Override
    public String name() {
        return "together";
    }

    @Override
    public Answer answer(MissingColumn question) {
        Map<String, NameChange> found = new TreeMap<>();
        for (Column target : question.table().columns()) {
            NameChange change = change(question.name(), target.name());
            if (change != null && PatternRung.possible(question, target) && elsewhere(question, target, change)) {
                found.put(target.name(), change);
            }
        }
        if (found.size() != 1) {
            return Answer.UNKNOWN;
        }
        Map.Entry<String, NameChange> only = found.entrySet().iterator().next();
        String detail = id + ": " + String.join(" ", only.getValue().gone()) + " → "
                + String.join(" ", only.getValue().come()) + " in several columns";
        return new Answer.Named(only.getKey(), new Evidence(EvidenceKind.PATTERN, confidence, detail));
    }

    private @Nullable NameChange change(String from, String to) {
        if (from.startsWith("_") != to.startsWith("_")) {
            return null;
        }
        NameChange change = NameChange.between(Name.of(from), Name.of(to));
        boolean replaced = !change.gone().isEmpty() && !change.come().isEmpty();
        return replaced && kin.harmless(change.gone()) && kin.harmless(change.come()) ? change : null;
    }

    /** Whether another missing column has changed in the same way, and one of the two has kept a word. */
    private boolean elsewhere(MissingColumn question, Column target, NameChange change) {
        List<String> others = new ArrayList<>(question.open());
        others.remove(question.name());
        for (String other : others) {
            MissingColumn asked = new MissingColumn(question.situation(), other, question.renamed(), question.open());
            for (Column column : question.table().columns()) {
                NameChange same = column.name().equals(target.name()) ? null : change(other, column.name());
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
