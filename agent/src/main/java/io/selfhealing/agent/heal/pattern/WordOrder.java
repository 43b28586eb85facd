package io.selfhealing.agent.heal.pattern;

import java.util.Set;

/** Two words in the other order: {@code date_start} and {@code start_date}. */
record WordOrder(String id, double confidence, Set<String> connectors) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        Name from = candidate.from();
        Name to = candidate.to();
        return from.length() == 2
                && to.length() == 2
                && from.first().equals(to.last())
                && from.last().equals(to.first())
                && !from.first().equals(from.last())
                && from.words().stream().noneMatch(connectors::contains);
    }
}
