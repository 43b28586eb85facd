package io.selfhealing.agent.heal.pattern;

/** The same words, written in another style: {@code userName} and {@code user_name}. */
record Style(String id, double confidence) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        return !candidate.from().joined().isEmpty()
                && candidate.from().joined().equals(candidate.to().joined());
    }
}
