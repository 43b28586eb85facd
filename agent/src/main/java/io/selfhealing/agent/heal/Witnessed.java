package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.WitnessedRename;
import java.util.List;

/** The renames that passed through this JVM, followed from the column's last one to the name that it bears now. */
final class Witnessed implements Rung {
    @Override
    public String name() {
        return "witnessed";
    }

    @Override
    public Answer answer(MissingColumn question) {
        List<WitnessedRename> newestFirst = question.situation().table().renames();
        int start = newestOf(question.name(), newestFirst);
        if (start < 0) {
            return Answer.UNKNOWN;
        }
        String name = question.name();
        StringBuilder path = new StringBuilder(name);
        for (int i = start; i >= 0; i--) {
            if (newestFirst.get(i).from().equals(name)) {
                name = newestFirst.get(i).to();
                path.append(" → ").append(name);
            }
        }
        Column now = question.table().column(name);
        if (now == null || question.identityDiffers(now) || outlived(question, newestFirst.get(start), name)) {
            return Answer.UNKNOWN;
        }
        return new Answer.Named(name, new Evidence(EvidenceKind.WITNESSED, 1, path.toString()));
    }

    private static int newestOf(String from, List<WitnessedRename> newestFirst) {
        for (int i = 0; i < newestFirst.size(); i++) {
            if (newestFirst.get(i).from().equals(from)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the table was later seen with both names: then a new column took the old name, and that one is asked for. */
    private static boolean outlived(MissingColumn question, WitnessedRename rename, String target) {
        return question.earlierWithIt().stream()
                .anyMatch(snapshot -> snapshot.seen().isAfter(rename.at()) && snapshot.column(target) != null);
    }
}
