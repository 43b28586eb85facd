package io.selfhealing.agent.heal.pattern;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A name without its style.
 *
 * @param marked whether it begins with an underscore, which people use to tell a column from its twin without one
 * @param words in lower case: {@code createdAt}, {@code CREATED_AT} and {@code created-at} are all {@code created}, {@code at}
 * @param joined the words run together, which is all that is left of {@code createdAt} once a database has folded it
 */
public record Name(boolean marked, List<String> words, String joined) {
    /** A sign that nobody sees, or an accent without its letter, is part of a word: it makes another name. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile(
            "[\\p{ASCII}&&[^\\p{Alnum}]]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    public Name {
        words = List.copyOf(words);
    }

    /** Of a column or table as the catalog holds it. */
    public static Name of(String text) {
        List<String> words = BETWEEN_WORDS
                .splitAsStream(text)
                .filter(word -> !word.isEmpty())
                .map(Name::lower)
                .toList();
        return new Name(text.startsWith("_"), words, String.join("", words));
    }

    /** Only letters of which upper and lower case belong to each other: a sign for kelvin is no k. */
    private static String lower(String word) {
        StringBuilder lowered = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            char lower = Character.toLowerCase(letter);
            lowered.append(Character.toUpperCase(lower) == letter ? lower : letter);
        }
        return lowered.toString();
    }

    static Name of(List<String> words) {
        return new Name(false, words, String.join("", words));
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
