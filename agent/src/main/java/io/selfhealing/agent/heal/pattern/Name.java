package io.selfhealing.agent.heal.pattern;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A name without its style.
 *
 * @param words in lower case: {@code createdAt}, {@code CREATED_AT} and {@code created-at} are all {@code created}, {@code at}
 * @param joined the words run together, which is all that is left of {@code createdAt} once a database has folded it
 */
record Name(List<String> words, String joined) {
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    Name {
        words = List.copyOf(words);
    }

    static Name of(String text) {
        return of(Stream.of(BETWEEN_WORDS.split(text))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList());
    }

    static Name of(List<String> words) {
        return new Name(words, String.join("", words));
    }

    int length() {
        return words.size();
    }

    String first() {
        return words.isEmpty() ? "" : words.get(0);
    }

    String last() {
        return words.isEmpty() ? "" : words.get(words.size() - 1);
    }

    Name withoutFirst(int count) {
        return of(words.subList(Math.min(count, words.size()), words.size()));
    }

    Name withoutLast() {
        return of(words.subList(0, Math.max(0, words.size() - 1)));
    }
}
