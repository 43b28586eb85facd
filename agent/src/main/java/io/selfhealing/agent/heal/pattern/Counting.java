package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.TypeFamily;
import java.util.List;
import java.util.Set;

/**
 * How many there are, said in another way: {@code number_of_pages}, {@code page_count} and {@code pages}, in a column of whole
 * numbers.
 *
 * @param before ways to say it before the name, words run together
 * @param after words that say it after the name
 */
record Counting(String id, double confidence, Set<String> before, Set<String> after) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        String from = counted(candidate.from());
        String to = counted(candidate.to());
        return candidate.target().type().family() == TypeFamily.INTEGER
                && !from.isEmpty()
                && from.equals(to)
                && !candidate.from().joined().equals(candidate.to().joined());
    }

    /** The singular of what is counted; empty where nothing is. */
    private String counted(Name name) {
        List<String> words = name.words();
        for (int i = Math.min(2, words.size() - 1); i > 0; i--) {
            if (before.contains(String.join("", words.subList(0, i)))) {
                return Plural.singular(String.join("", words.subList(i, words.size())));
            }
        }
        if (words.size() > 1 && after.contains(name.last())) {
            return Plural.singular(name.withoutLast().joined());
        }
        String singular = Plural.singular(name.joined());
        return singular.equals(name.joined()) ? "" : singular;
    }
}
