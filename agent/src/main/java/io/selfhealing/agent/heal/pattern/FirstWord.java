package io.selfhealing.agent.heal.pattern;

import java.util.Set;

/** The name with or without one of some first words, which say of what sort it is: {@code fk_user_id} and {@code user_id}. */
record FirstWord(String id, double confidence, Set<String> words) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        return !candidate.from().joined().equals(candidate.to().joined())
                && bare(candidate.from()).joined().equals(bare(candidate.to()).joined());
    }

    private Name bare(Name name) {
        return name.length() > 1 && words.contains(name.first()) ? name.withoutFirst(1) : name;
    }
}
