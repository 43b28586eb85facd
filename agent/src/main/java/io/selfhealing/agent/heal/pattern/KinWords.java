package io.selfhealing.agent.heal.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the words of names.
 *
 * @param plain spelling → the one spelling that stands for all of its group
 * @param opposites words that tell one of a pair from the other: {@code old}, {@code shipping}; columns that differ in such a
 *     word are two columns
 * @param heads last words that many unlike columns share, such as {@code type}
 */
public record KinWords(Map<String, String> plain, Set<String> opposites, Set<String> heads) {
    private static final int SHORTEST_REST = 4;
    private static final int SHORTEST_HEAD = 4;

    /** The words of a name in their plain spelling and in the singular; a folded {@code servertime} is two. */
    List<String> of(Name name) {
        List<String> words = new ArrayList<>();
        for (String word : name.length() == 1 ? split(name.first()) : name.words()) {
            String spelled = plain.getOrDefault(word, word);
            words.add(plain.getOrDefault(Plural.singular(spelled), Plural.singular(spelled)));
        }
        return words;
    }

    /** Whether none of the words tells one column from its opposite. */
    public boolean harmless(List<String> words) {
        return words.stream().noneMatch(opposites::contains);
    }

    /** Whether the word is what many unlike columns end with. */
    public boolean generic(String head) {
        return heads.contains(head);
    }

    private List<String> split(String word) {
        for (String head : heads) {
            if (head.length() >= SHORTEST_HEAD
                    && word.endsWith(head)
                    && word.length() - head.length() >= SHORTEST_REST) {
                return List.of(word.substring(0, word.length() - head.length()), head);
            }
        }
        return List.of(word);
    }
}
