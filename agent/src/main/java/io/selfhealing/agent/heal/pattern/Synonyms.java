package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.TypeFamily;
import java.util.Set;

/** Names that mean the same, each for each. */
record Synonyms(String id, double confidence, Set<TypeFamily> types, Set<String> names) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        return types.contains(candidate.target().type().family())
                && !candidate.from().joined().equals(candidate.to().joined())
                && names.contains(candidate.from().joined())
                && names.contains(candidate.to().joined());
    }
}
