package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.TypeFamily;
import java.util.Set;

/** One of some names becomes one of some others, and never the other way round. */
record Directed(String id, double confidence, Set<TypeFamily> types, Set<String> olds, Set<String> news)
        implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        return types.contains(candidate.target().type().family())
                && olds.contains(candidate.from().joined())
                && news.contains(candidate.to().joined());
    }
}
