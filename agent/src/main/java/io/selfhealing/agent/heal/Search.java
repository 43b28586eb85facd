package io.selfhealing.agent.heal;

import io.selfhealing.agent.config.Ensemble;
import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the rungs, strongest first, where one column is, until the evidence suffices or forbids an answer. */
final class Search {
    private static final Comparator<Evidence> STRONGEST_FIRST =
            Comparator.comparingDouble(Evidence::confidence).reversed().thenComparing(Evidence::kind);

    /** Weaker evidence is of use beside other evidence only. */
    private static final double LEAST_WORTH_SAYING = 0.5;

    private final MissingColumn question;
    private final Ensemble ensemble;
    private final List<Evidence> heard = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private String target = "";
    private @Nullable Evidence support;
    private final List<Step> suggested = new ArrayList<>();

    Search(MissingColumn question, Ensemble ensemble) {
        this.question = question;
        this.ensemble = ensemble;
    }

    /** @param firm are believed as soon as they suffice; guesses have to agree */
    Placement along(List<Rung> firm, List<Rung> guesses) {
        Placement end = null;
        for (Rung rung : firm) {
            if (end == null) {
                end = ask(rung);
                end = end == null && enough() ? new Placement.Found(rename()) : end;
            } else {
                findings.add(Finding.notAsked(question.name(), rung.name()));
            }
        }
        for (Rung rung : guesses) {
            if (end != null) {
                findings.add(Finding.notAsked(question.name(), rung.name()));
            } else if (enough() && !isAskedStill(rung)) {
                findings.add(Finding.notNeeded(question.name(), rung.name()));
            } else {
                end = ask(rung);
            }
        }
        return end == null ? concluded(guesses.size()) : end;
    }

    /** What every rung said, in their order. */
    List<Finding> findings() {
        return findings;
    }

    private Placement concluded(int guesses) {
        if (!enough() && !supported()) {
            return open(
                    heard.isEmpty() ? "nothing tells where " + question.name() + " is" : "the evidence is too weak");
        }
        return agreed(guesses)
                ? new Placement.Found(rename())
                : open("too few ways of guessing name " + target + " for selfhealing.learned.ensemble=" + ensemble);
    }

    /** Whether a guess is to be heard although those before it suffice: it may contradict them. */
    private boolean isAskedStill(Rung rung) {
        return rung.objects()
                || ensemble != Ensemble.WEIGHTED
                || heard.stream().anyMatch(evidence -> evidence.kind() == EvidenceKind.LEARNED);
    }

    private boolean agreed(int guesses) {
        return switch (ensemble) {
            case WEIGHTED -> true;
            case MAJORITY -> 2 * heard.size() > guesses;
            case UNANIMOUS -> heard.size() > 1;
        };
    }

    /** The end of the search, or null where it goes on. */
    private @Nullable Placement ask(Rung rung) {
        Answer answer = rung.answer(question);
        Finding finding = Finding.of(question.name(), rung.name(), answer);
        Placement end = null;
        if (answer instanceof Answer.Refused refused) {
            end = open(refused.reason());
        } else if (answer instanceof Answer.Suggested other) {
            suggested.add(new Step.Rename(question.name(), other.column(), List.of(other.evidence())));
        } else if (answer instanceof Answer.Named named) {
            end = weigh(named);
            String objection = objection(end);
            finding = objection == null ? finding : finding.objected(objection);
        }
        findings.add(finding);
        return end;
    }

    private static @Nullable String objection(@Nullable Placement end) {
        if (end instanceof Placement.Open open) {
            return open.reason();
        }
        return end instanceof Placement.Barred barred ? barred.reason() : null;
    }

    private boolean enough() {
        return !heard.isEmpty() && confidence() >= question.situation().policy().leastConfidence();
    }

    private static boolean isGuess(EvidenceKind kind) {
        return !Objections.proved(kind) && kind != EvidenceKind.DECLARED;
    }

    /** The end of the search where the evidence is against the answer, else null. */
    private @Nullable Placement weigh(Answer.Named named) {
        Column column = question.table().column(named.column());
        if (column != null && Objections.proved(named.evidence().kind()) && Objections.mentioned(question, column)) {
            return new Placement.Barred(
                    question.name() + " has become " + column.name() + ", which the statement uses as well");
        }
        String objection = column == null
                ? named.column() + " does not exist"
                : question.objection(column, named.evidence().kind());
        if (question.content(named.column()) instanceof Content.Different different) {
            objection = named.column() + " is not what " + question.name() + " was: " + different.detail();
        } else if (question.content(named.column()) instanceof Content.Unlike unlike
                && isGuess(named.evidence().kind())) {
            objection = named.column() + " is hardly what " + question.name() + " was: " + unlike.detail();
        } else if (isGuess(named.evidence().kind())
                && question.situation().contents().hollow().contains(named.column())) {
            objection = named.column() + " holds nothing in the rows that are there longest, as if it had been added";
        }
        if (objection != null) {
            return open(objection);
        }
        if (!heard.isEmpty() && !target.equals(named.column())) {
            return open("the evidence points both to " + target + " and to " + named.column(), named);
        }
        target = named.column();
        heard.add(named.evidence());
        return null;
    }

    /**
     * Whether what is written lifts evidence that nearly suffices. Every rung has spoken by then, so that it silences none, and it
     * counts for no way of guessing.
     */
    private boolean supported() {
        if (heard.isEmpty()
                || confidence() < LEAST_WORTH_SAYING
                || !(LiteralFit.of(question.situation(), question.name(), target) instanceof ValueFit.Usual usual)) {
            return false;
        }
        support = usual.evidence();
        findings.add(Finding.named(question.name(), Finding.VALUES, target, usual.evidence()));
        return enough();
    }

    /** Evidence of different kinds is independent, and adds up; of one kind the strongest counts. */
    private double confidence() {
        Map<EvidenceKind, Double> strongest = new EnumMap<>(EvidenceKind.class);
        heard.forEach(evidence -> strongest.merge(evidence.kind(), evidence.confidence(), Math::max));
        double doubt = 1;
        for (double each : strongest.values()) {
            doubt *= 1 - each;
        }
        return 1 - (support == null ? doubt : doubt * (1 - support.confidence()));
    }

    private Placement open(String reason, Answer.Named... others) {
        List<Step> suggestions = new ArrayList<>(suggested);
        if (!heard.isEmpty() && confidence() >= LEAST_WORTH_SAYING) {
            suggestions.add(rename());
        }
        for (Answer.Named other : others) {
            suggestions.add(new Step.Rename(question.name(), other.column(), List.of(other.evidence())));
        }
        return new Placement.Open(reason, suggestions);
    }

    private Step.Rename rename() {
        List<Evidence> evidence = new ArrayList<>(heard);
        if (support != null) {
            evidence.add(support);
        }
        evidence.sort(STRONGEST_FIRST);
        if (confidence() > evidence.get(0).confidence()) {
            evidence.add(0, together(evidence));
        }
        return new Step.Rename(question.name(), target, evidence);
    }

    private Evidence together(List<Evidence> evidence) {
        String details = evidence.stream().map(Evidence::detail).collect(Collectors.joining(", and "));
        return new Evidence(evidence.get(0).kind(), confidence(), details);
    }
}
