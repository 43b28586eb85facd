package io.selfhealing.agent.restraint;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person undid: a mapping, or a pattern in all its uses.
 *
 * @param mapping null where it is a pattern
 * @param pattern its id, as evidence and {@code patterns list} tell it; null where it is a mapping
 * @param who undid it
 * @param why as that person said; may be empty
 */
public record Revocation(
        @Nullable Mapping mapping, @Nullable String pattern, String who, Instant time, String why) {
    public Revocation {
        if ((mapping == null) == (pattern == null)) {
            throw new IllegalArgumentException("either a mapping or a pattern is undone");
        }
    }

    /** What people call it. */
    public String id() {
        return mapping != null ? mapping.id() : String.valueOf(pattern);
    }

    /** For people. */
    public String told() {
        return mapping != null ? mapping.told() : "pattern " + pattern;
    }

    /** Whether it is about the same, whoever undid it and when. */
    boolean isOf(Revocation other) {
        return id().equals(other.id()) && told().equals(other.told());
    }

    /**
     * Whether a step may not be made.
     *
     * <p>Where a column's mapping was undone, neither leaving it out nor another guess takes its place: only proof leads it elsewhere.
     */
    boolean forbids(String table, Step step) {
        Mapping undone = mapping;
        if (undone == null) {
            return step.evidence().stream()
                    .anyMatch(evidence -> String.valueOf(pattern).equals(pattern(evidence)));
        }
        Mapping asked = Mapping.of(table, step);
        if (!undone.table().equals(asked.table()) || !undone.from().equals(asked.from())) {
            return false;
        }
        boolean proved = step instanceof Step.Rename rename && !rename.unproved();
        return undone.equals(asked) || !proved;
    }

    /** The id of the pattern that the evidence is; null where it is none. */
    static @Nullable String pattern(Evidence evidence) {
        EvidenceKind kind = evidence.kind();
        if (kind == EvidenceKind.LEARNED) {
            return evidence.detail().replaceFirst(":.*", "");
        }
        return kind == EvidenceKind.PATTERN || kind == EvidenceKind.DEFAULT || kind == EvidenceKind.ONLY_PLACE
                ? evidence.detail()
                : null;
    }

    String reason() {
        return told() + " was undone by " + who + " at " + time + (why.isEmpty() ? "" : ": " + why);
    }
}
