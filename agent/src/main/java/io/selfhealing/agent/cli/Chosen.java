package io.selfhealing.agent.cli;

import io.selfhealing.agent.report.Suggestion;
import java.util.List;

/** Which suggestions an operator means. */
final class Chosen {
    private Chosen() {}

    /** The one whose id begins so. */
    static Suggestion named(List<Suggestion> all, String id) throws Misuse {
        List<Suggestion> meant =
                all.stream().filter(each -> each.id().startsWith(id)).toList();
        if (meant.size() != 1) {
            throw new Misuse((meant.isEmpty() ? "no suggestion is called " : "more than one suggestion is called ") + id
                    + "; suggestions HOME lists them");
        }
        Suggestion suggestion = meant.get(0);
        if (!suggestion.written()) {
            throw new Misuse(
                    id + " has no SQL: " + String.join("; ", suggestion.change().risks()));
        }
        return suggestion;
    }
}
