package io.selfhealing.agent.heal;

import org.jspecify.annotations.Nullable;

/**
 * What one rung of the ladder said about one column, or that it was not asked. Names and types only, never a value.
 *
 * @param column as the statement's catalog would hold it; null where it is about the table itself
 * @param rung its name
 * @param target what it named; null where it named nothing
 * @param confidence of what it named or advised, 0 to 1; 0 where it did neither
 * @param detail why; empty for a rung without anything to say
 */
public record Finding(
        @Nullable String column,
        String rung,
        Said said,
        @Nullable String target,
        double confidence,
        String detail) {
    /** What became of the question. */
    public enum Said {
        /** It named a place, which counts. */
        NAMED,
        /** It named a place that something forbids; the detail says what. */
        OBJECTED,
        /** It has no evidence. */
        SILENT,
        /** Its evidence forbids an answer. */
        REFUSED,
        /** The column may be left out, or a required one be filled. */
        ADVISED,
        /** The search had ended, or what was known sufficed. */
        NOT_ASKED
    }

    /** The name of what compares values, which is no rung: it names nothing by itself. */
    static final String VALUES = "values";

    static Finding of(@Nullable String column, String rung, Answer answer) {
        if (answer instanceof Answer.Named named) {
            return named(column, rung, named.column(), named.evidence());
        }
        if (answer instanceof Answer.Suggested suggested) {
            return named(column, rung, suggested.column(), suggested.evidence())
                    .objected("the rows do not bear it out");
        }
        if (answer instanceof Answer.Nowhere nowhere) {
            return advised(column, rung, nowhere.evidence());
        }
        return answer instanceof Answer.Refused refused
                ? refused(column, rung, refused.reason())
                : silent(column, rung);
    }

    static Finding named(@Nullable String column, String rung, String target, Evidence evidence) {
        return new Finding(column, rung, Said.NAMED, target, evidence.confidence(), evidence.detail());
    }

    /** What is written does not look like what the column holds that was named. */
    public static Finding misfit(Step.Rename rename, ValueFit.Odd odd) {
        return new Finding(
                rename.from(),
                VALUES,
                Said.OBJECTED,
                rename.to(),
                rename.evidence().get(0).confidence(),
                odd.reason());
    }

    static Finding advised(@Nullable String column, String rung, Evidence evidence) {
        return new Finding(column, rung, Said.ADVISED, null, evidence.confidence(), evidence.detail());
    }

    static Finding refused(@Nullable String column, String rung, String reason) {
        return new Finding(column, rung, Said.REFUSED, null, 0, reason);
    }

    static Finding silent(@Nullable String column, String rung) {
        return new Finding(column, rung, Said.SILENT, null, 0, "");
    }

    static Finding notAsked(@Nullable String column, String rung) {
        return new Finding(column, rung, Said.NOT_ASKED, null, 0, "the search had ended");
    }

    static Finding notNeeded(@Nullable String column, String rung) {
        return new Finding(column, rung, Said.NOT_ASKED, null, 0, "what was known sufficed");
    }

    /** The same, where what it named is not taken. */
    Finding objected(String objection) {
        return new Finding(
                column,
                rung,
                Said.OBJECTED,
                target,
                confidence,
                detail.isEmpty() ? objection : detail + "; but " + objection);
    }
}
