package io.selfhealing.agent.heal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A few words of which a column holds one or another. How likely a word is that was not seen yet, the words that were seen once
 * tell (I. J. Good, "The Population Frequencies of Species and the Estimation of Population Parameters", Biometrika 40, 1953).
 *
 * @param words without regard to case and separators
 */
record Vocabulary(Set<String> words) {
    private static final double LIKELY = 0.05;
    private static final int TIMES_EACH = 10;
    private static final int LONGEST_WORD = 40;
    private static final Pattern SEPARATORS = Pattern.compile("[\\s_.-]+");

    Vocabulary {
        words = Set.copyOf(words);
    }

    /** Null where a new word would be no surprise. A single word is none: what all rows begin with may change. */
    static @Nullable Vocabulary of(List<String> texts) {
        Map<String, Integer> counts = new HashMap<>();
        for (String text : texts) {
            if (text.length() > LONGEST_WORD) {
                return null;
            }
            counts.merge(plain(text), 1, Integer::sum);
        }
        long once = counts.values().stream().filter(count -> count == 1).count();
        boolean closed = counts.size() > 1
                && counts.size() * TIMES_EACH <= texts.size()
                && (once + 1.0) / (texts.size() + 1.0) <= LIKELY;
        return closed ? new Vocabulary(counts.keySet()) : null;
    }

    boolean has(String text) {
        return words.contains(plain(text));
    }

    private static String plain(String text) {
        return SEPARATORS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return words.size() + " words";
    }
}
