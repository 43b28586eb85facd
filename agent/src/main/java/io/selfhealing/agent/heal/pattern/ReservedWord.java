package io.selfhealing.agent.heal.pattern;

import java.util.Set;

/**
 * A word that some database reserves got a letter in front, so that it needs no quotes: {@code key} and {@code akey}.
 *
 * @param words that are reserved somewhere, and are no other word with a letter before them
 */
record ReservedWord(String id, double confidence, Set<String> words) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        String from = candidate.from().joined();
        String to = candidate.to().joined();
        return words.contains(from)
                && candidate.to().length() == 1
                && to.length() == from.length() + 1
                && to.endsWith(from);
    }
}
