package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.List;

/**
 * From one shape of the table to the next, nothing differs but names in the same places. A name is followed through every shape
 * that was seen since, so that a later change of another column does not hide an earlier rename.
 */
final class Structural implements Rung {
    private static final double IN_PLACE = 0.9;

    /** Dropping the last column and adding another leaves the same trace as a rename. */
    private static final double AT_THE_END = 0.6;

    /** Without a row that tells more it counts beside names that are akin only. */
    private static final double WITHOUT_ROWS = 0.6;

    @Override
    public String name() {
        return "structural";
    }

    @Override
    public Answer answer(MissingColumn question) {
        List<TableSnapshot> shapes = question.shapesSinceLastSeen();
        String name = question.name();
        double confidence = IN_PLACE;
        for (int i = 1; i < shapes.size(); i++) {
            TableSnapshot before = shapes.get(i - 1);
            TableSnapshot after = shapes.get(i);
            if (after.column(name) != null) {
                continue;
            }
            RenamedInPlace diff = RenamedInPlace.between(before, after);
            String target = diff.to(name);
            if (target == null) {
                return Answer.UNKNOWN;
            }
            confidence = Math.min(confidence, diff.atTheEnd(name) ? AT_THE_END : IN_PLACE);
            name = target;
        }
        if (name.equals(question.name())) {
            return Answer.UNKNOWN;
        }
        String detail = "same place and type, nothing else changed";
        Column before = question.before();
        if (before != null && before.identity() != null) {
            Column there = question.table().column(name);
            if (there != null && there.identity() != null && !there.identity().equals(before.identity())) {
                return Answer.UNKNOWN; // Another column has taken over the name by now.
            }
            return new Answer.Named(name, new Evidence(EvidenceKind.STRUCTURAL, confidence, detail));
        }
        return withoutIdentity(question, name, detail);
    }

    /** A column dropped and another added in its place leaves the same trace as a rename: the rows tell them apart. */
    private static Answer withoutIdentity(MissingColumn question, String name, String detail) {
        Content content = question.content(name);
        if (content instanceof Content.Agreeing agreeing) {
            return named(name, IN_PLACE, detail + ", and " + agreeing.detail());
        }
        if (!(content instanceof Content.Silent)) {
            return named(name, IN_PLACE, detail);
        }
        return question.tableIsEmpty()
                ? named(name, WITHOUT_ROWS, detail + ", and there is no row to ask")
                : new Answer.Suggested(name, new Evidence(EvidenceKind.STRUCTURAL, WITHOUT_ROWS, detail));
    }

    private static Answer named(String name, double confidence, String detail) {
        return new Answer.Named(name, new Evidence(EvidenceKind.STRUCTURAL, confidence, detail));
    }
}
