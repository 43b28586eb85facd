package io.selfhealing.agent.heal.pattern;

/** One became many, or many one: {@code tag} and {@code tags}. */
record Plural(String id, double confidence) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        String from = candidate.from().joined();
        String to = candidate.to().joined();
        return !from.isEmpty() && ((from + "s").equals(to) || (to + "s").equals(from));
    }
}
