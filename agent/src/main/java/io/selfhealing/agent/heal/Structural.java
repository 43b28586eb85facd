package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.TableSnapshot;

/** The table before and now differ by nothing but names in the same places. */
final class Structural implements Rung {
    private static final double IN_PLACE = 0.9;

    /** Dropping the last column and adding another leaves the same trace as a rename. */
    private static final double AT_THE_END = 0.6;

    @Override
    public Answer answer(MissingColumn question) {
        TableSnapshot before = question.lastSeen();
        if (before == null) {
            return Answer.UNKNOWN;
        }
        RenamedInPlace diff = RenamedInPlace.between(before, question.table());
        String target = diff.to(question.name());
        if (target == null) {
            return Answer.UNKNOWN;
        }
        double confidence = diff.atTheEnd(question.name()) ? AT_THE_END : IN_PLACE;
        String detail = "same place and type, nothing else changed";
        return new Answer.Named(target, new Evidence(EvidenceKind.STRUCTURAL, confidence, detail));
    }
}
