package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.MigratedPast;
import io.selfhealing.agent.schema.MigratedRename;

/**
 * A rename that stands in migrations which the operator imported and the live table bears out. It is the operator's word, as an
 * alias is: strong, and yet no proof, so that the types have to fit.
 */
final class Migrated implements Rung {
    @Override
    public String name() {
        return "migrated";
    }

    @Override
    public Answer answer(MissingColumn question) {
        MigratedPast migrated = question.situation().table().migrated();
        if (migrated.shared().contains(question.name()) && onlyReplayed(question, migrated)) {
            return new Answer.Refused(question.name() + " has been the name of more than one column");
        }
        for (MigratedRename rename : migrated.renames()) {
            if (rename.from().equals(question.name()) && question.table().column(rename.to()) != null) {
                return named(question, rename, migrated);
            }
        }
        return Answer.UNKNOWN;
    }

    /** Whether nobody saw the table with the column. */
    private static boolean onlyReplayed(MissingColumn question, MigratedPast migrated) {
        return question.earlierWithIt().stream().allMatch(migrated.shapes()::contains);
    }

    /** The statement is as old as the name that is gone; its other names may have been another column's then. */
    private static Answer named(MissingColumn question, MigratedRename rename, MigratedPast migrated) {
        for (String other : new Mentions(question.situation()).names()) {
            if (migrated.shared().contains(other)) {
                return new Answer.Refused(other + " has been the name of more than one column");
            }
        }
        String detail = rename.from() + " → " + rename.to() + ", renamed by " + rename.source();
        return new Answer.Named(rename.to(), new Evidence(EvidenceKind.DECLARED, 1, detail));
    }
}
