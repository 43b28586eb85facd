package io.selfhealing.agent.heal.learned;

import io.selfhealing.agent.heal.Answer;
import io.selfhealing.agent.heal.MissingColumn;
import io.selfhealing.agent.heal.Rung;
import io.selfhealing.agent.heal.Standing;
import io.selfhealing.agent.heal.pattern.PatternRung;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was learnt, as a rung: under the rules of all patterns, and with the confidence that it has earned. */
public final class LearnedRung implements Rung {
    private volatile Believed believed;

    /** @param first what is trusted at first; asked for when it is first needed, by whoever needs it */
    public LearnedRung(Supplier<List<LearnedPattern>> first) {
        believed = new Believed(first);
    }

    /** What is trusted as long as nothing else is. */
    private static final class Believed implements Standing {
        private final Supplier<List<LearnedPattern>> source;
        private volatile boolean superseded;
        private @Nullable List<LearnedRename> renames;
        private volatile @Nullable Rung rung;

        Believed(Supplier<List<LearnedPattern>> source) {
            this.source = source;
        }

        @Override
        public boolean holds() {
            return !superseded;
        }

        synchronized List<LearnedRename> renames() {
            List<LearnedRename> known = renames;
            if (known == null) {
                known = source.get().stream().map(LearnedRename::of).toList();
                renames = known;
            }
            return known;
        }

        Rung rung() {
            Rung made = rung;
            if (made == null) {
                made = renames().isEmpty() ? question -> Answer.UNKNOWN : PatternRung.learned(List.copyOf(renames()));
                rung = made;
            }
            return made;
        }
    }

    @Override
    public Answer answer(MissingColumn question) {
        return believed.rung().answer(question);
    }

    @Override
    public Standing standing() {
        return believed;
    }

    @Override
    public boolean objects() {
        return true;
    }

    /** From now on these are trusted, and no others: verdicts that were drawn from others no longer hold. By one thread at a time. */
    public void trust(List<LearnedPattern> trusted) {
        Believed next = new Believed(() -> trusted);
        Believed last = believed;
        if (!last.renames().equals(next.renames())) {
            believed = next;
            last.superseded = true;
        }
    }
}
