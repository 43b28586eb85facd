package io.selfhealing.agent.heal.pattern;

import java.util.List;
import java.util.Map;

/**
 * The same words, of which some are written differently: {@code order_qty} and {@code order_quantity}.
 *
 * @param plain spelling → the one spelling that stands for all of its group
 */
record WordVariants(String id, double confidence, Map<String, String> plain) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        List<String> from = candidate.from().words();
        List<String> to = candidate.to().words();
        return !from.equals(to) && !from.isEmpty() && plain(from).equals(plain(to));
    }

    private List<String> plain(List<String> words) {
        return words.stream().map(word -> plain.getOrDefault(word, word)).toList();
    }
}
