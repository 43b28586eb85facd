package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.TypeFamily;
import java.util.Set;

/**
 * A moment with another ending, or with none: {@code published} and {@code published_at}.
 *
 * @param moments endings of names that hold a date and a time of day
 * @param days endings of names that may hold a date alone
 */
record TimeSuffix(String id, double confidence, Set<String> moments, Set<String> days) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        String from = ending(candidate.from());
        String to = ending(candidate.to());
        return !from.equals(to)
                && stem(candidate.from(), from).equals(stem(candidate.to(), to))
                && typeFits(candidate.target().type().family(), from, to);
    }

    /** A day must not become the target of a moment: the time of day would be lost. */
    private boolean typeFits(TypeFamily target, String from, String to) {
        return switch (target) {
            case TIMESTAMP, TIMESTAMP_ZONED -> true;
            case DATE -> days.contains(from) && (days.contains(to) || to.isEmpty());
            default -> false;
        };
    }

    private String ending(Name name) {
        boolean known = name.length() > 1 && (moments.contains(name.last()) || days.contains(name.last()));
        return known ? name.last() : "";
    }

    private static Name stem(Name name, String ending) {
        return ending.isEmpty() ? name : name.withoutLast();
    }
}
