package io.selfhealing.agent.heal.learned;

import io.selfhealing.agent.heal.pattern.Candidate;
import io.selfhealing.agent.heal.pattern.RenamePattern;

/** A trusted change as a pattern among the others. */
record LearnedRename(String id, double confidence, Change change) implements RenamePattern {
    static LearnedRename of(LearnedPattern pattern) {
        return new LearnedRename(pattern.id() + ": " + pattern.change().told(), pattern.confidence(), pattern.change());
    }

    @Override
    public boolean matches(Candidate candidate) {
        return candidate.target().type().family() == change.family() && change.fits(candidate.from(), candidate.to());
    }
}
