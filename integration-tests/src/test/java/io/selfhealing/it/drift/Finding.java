package io.selfhealing.it.drift;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fault, by the smallest history that shows it. */
final class Finding {
    private final Result smallest;
    private int times = 1;

    Finding(Result smallest) {
        this.smallest = smallest;
    }

    private @Nullable Verdict verdict() {
        Ruling wrong = smallest.wrong();
        return wrong == null ? null : wrong.verdict();
    }

    void more() {
        times++;
    }

    /** Whether another history has all the steps of this one and the same outcome. */
    boolean explains(Result other) {
        Ruling wrong = other.wrong();
        if (wrong == null
                || wrong.verdict() != verdict()
                || other.history().engine() != smallest.history().engine()) {
            return false;
        }
        List<String> theirs = new ArrayList<>(other.history().names());
        return smallest.history().names().stream().allMatch(theirs::remove);
    }

    boolean same(Finding other) {
        return verdict() == other.verdict()
                && smallest.history().names().equals(other.smallest.history().names());
    }

    /** As somebody can do it by hand. */
    @Override
    public String toString() {
        History history = smallest.history();
        Ruling wrong = smallest.wrong();
        return "## " + verdict() + " on " + history.engine() + ", seed " + history.seed() + ": " + history.names()
                + " (seen "
                + times + " times)\n" + history.setup() + "\n```\n" + String.join("\n", smallest.log()) + "\n```\n"
                + (wrong == null ? "" : wrong.why()) + "\n";
    }
}
