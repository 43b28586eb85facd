package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the rungs, strongest first, where one column is, until the evidence suffices or forbids an answer. */
final class Search {
    private static final Comparator<Evidence> STRONGEST_FIRST =
            Comparator.comparingDouble(Evidence::confidence).reversed().thenComparing(Evidence::kind);

    private final MissingColumn question;
    private final List<Evidence> heard = new ArrayList<>();
    private String target = "";

    Search(MissingColumn question) {
        this.question = question;
    }

    Placement along(List<Rung> rungs) {
        for (Rung rung : rungs) {
            Answer answer = rung.answer(question);
            if (answer instanceof Answer.Refused refused) {
                return open(refused.reason());
            }
            if (answer instanceof Answer.Named named) {
                Placement end = weigh(named);
                if (end != null) {
                    return end;
                }
            }
        }
        return open(heard.isEmpty() ? "nothing tells where " + question.name() + " is" : "the evidence is too weak");
    }

    /** The end of the search, or null where a weaker rung may still add to the evidence. */
    private @Nullable Placement weigh(Answer.Named named) {
        Column column = question.table().column(named.column());
        if (column != null && Objections.proved(named.evidence().kind()) && Objections.mentioned(question, column)) {
            return new Placement.Barred(
                    question.name() + " has become " + column.name() + ", which the statement uses as well");
        }
        String objection = column == null
                ? named.column() + " does not exist"
                : question.objection(column, named.evidence().kind());
        if (objection != null) {
            return open(objection);
        }
        if (!heard.isEmpty() && !target.equals(named.column())) {
            return open("the evidence points both to " + target + " and to " + named.column(), named);
        }
        target = named.column();
        heard.add(named.evidence());
        boolean enough =
                named.evidence().confidence() >= question.situation().policy().leastConfidence();
        return enough ? new Placement.Found(rename()) : null;
    }

    private Placement open(String reason, Answer.Named... others) {
        List<Step> suggestions = new ArrayList<>();
        if (!heard.isEmpty()) {
            suggestions.add(rename());
        }
        for (Answer.Named other : others) {
            suggestions.add(new Step.Rename(question.name(), other.column(), List.of(other.evidence())));
        }
        return new Placement.Open(reason, suggestions);
    }

    private Step.Rename rename() {
        return new Step.Rename(
                question.name(), target, heard.stream().sorted(STRONGEST_FIRST).toList());
    }
}
