package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.heal.Answer;
import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.MissingColumn;
import io.selfhealing.agent.heal.Rung;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The patterns as a rung. What is known of the table's past is a veto: a column that stood beside the missing one is not the
 * missing one. Where patterns point to two columns, none is right.
 */
public final class PatternRung implements Rung {
    private static final Comparator<RenamePattern> SUREST =
            Comparator.comparingDouble(RenamePattern::confidence).reversed().thenComparing(RenamePattern::id);

    private final EvidenceKind kind;
    private final List<RenamePattern> patterns;
    private final boolean tieForbids;

    /**
     * @param tieForbids whether two columns that answer speak against both, and not merely for neither; where they do not, the
     *     patterns are too weak to say anything of a column of which more is known than its name
     */
    PatternRung(List<RenamePattern> patterns, boolean tieForbids) {
        this(EvidenceKind.PATTERN, patterns, tieForbids);
    }

    private PatternRung(EvidenceKind kind, List<RenamePattern> patterns, boolean tieForbids) {
        this.kind = kind;
        this.tieForbids = tieForbids;
        this.patterns = patterns.stream().sorted(SUREST).toList();
    }

    /** A rung of patterns that were learnt, under the same rules as the shipped ones. */
    public static PatternRung learned(List<RenamePattern> patterns) {
        return new PatternRung(EvidenceKind.LEARNED, patterns, true);
    }

    @Override
    public String name() {
        if (kind == EvidenceKind.LEARNED) {
            return "learned";
        }
        return tieForbids ? "patterns" : "kin";
    }

    @Override
    public Answer answer(MissingColumn question) {
        Map<String, RenamePattern> found = new TreeMap<>();
        for (Column target : question.table().columns()) {
            if (possible(question, target)) {
                surest(question, target).ifPresent(pattern -> found.put(target.name(), pattern));
            }
        }
        if (found.isEmpty()
                || (found.size() > 1 && !tieForbids)
                || (!tieForbids && question.before() != null && !question.tableIsEmpty())) {
            return Answer.UNKNOWN;
        }
        if (found.size() > 1) {
            return new Answer.Refused(question.name() + " may be any of " + found.keySet());
        }
        Map.Entry<String, RenamePattern> only = found.entrySet().iterator().next();
        RenamePattern pattern = only.getValue();
        return new Answer.Named(only.getKey(), new Evidence(kind, pattern.confidence(), pattern.id()));
    }

    private Optional<RenamePattern> surest(MissingColumn question, Column target) {
        Candidate candidate = new Candidate(
                Name.of(question.name()),
                Name.of(target.name()),
                target,
                Name.of(question.table().name()));
        if (candidate.from().marked() != candidate.to().marked()) {
            return Optional.empty();
        }
        return patterns.stream().filter(pattern -> pattern.matches(candidate)).findFirst();
    }

    /** Whether neither what is known of the table's past nor the write forbids the target. */
    static boolean possible(MissingColumn question, Column target) {
        return !question.metTogether(target.name())
                && !olderThanTheLoss(question, target)
                && question.objection(target, EvidenceKind.PATTERN) == null;
    }

    /** Whether the target, under whatever name, was in the table while the missing column still was. */
    private static boolean olderThanTheLoss(MissingColumn question, Column target) {
        for (TableSnapshot earlier : question.earlierWithIt()) {
            for (Column column : earlier.columns()) {
                boolean same = target.identity() != null && target.identity().equals(column.identity());
                if (same && !column.name().equals(question.name())) {
                    return true;
                }
            }
        }
        return false;
    }
}
