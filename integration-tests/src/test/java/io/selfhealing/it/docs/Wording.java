package io.selfhealing.it.docs;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How what a page calls by a reader's names is called in a scene, such as its database's address, and back. */
final class Wording {
    /** Shorter ones are times and counts, which no command is given. */
    private static final int SHORTEST_ID = 10;

    private final Map<String, String> spoken = new LinkedHashMap<>();
    private final Map<String, String> typed = new LinkedHashMap<>();

    /** Both ways. */
    Wording say(String onThePage, String inTheScene) {
        spoken.put(inTheScene, onThePage);
        return type(onThePage, inTheScene);
    }

    /** In commands alone. */
    Wording type(String onThePage, String inTheScene) {
        typed.put(onThePage, inTheScene);
        return this;
    }

    /** A command of the page as it is to be run. */
    String command(String onThePage) {
        return replaced(onThePage, typed);
    }

    /** An output as the page is to show it. */
    String output(String inTheScene) {
        return replaced(inTheScene, spoken);
    }

    /** Two outputs that say the same: what the page calls so in a later command is called otherwise this time. */
    void learn(String onThePage, String inTheScene) {
        List<String> old = Unstable.parts(onThePage);
        List<String> now = Unstable.parts(inTheScene);
        for (int i = 0; i < Math.min(old.size(), now.size()); i++) {
            if (old.get(i).length() >= SHORTEST_ID) {
                typed.put(old.get(i), now.get(i));
            }
        }
    }

    private static String replaced(String text, Map<String, String> words) {
        String replaced = text;
        List<String> longestFirst = words.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String word : longestFirst) {
            replaced = Pattern.compile("(?<![0-9A-Za-z])" + Pattern.quote(word) + "(?![0-9A-Za-z])")
                    .matcher(replaced)
                    .replaceAll(Matcher.quoteReplacement(words.getOrDefault(word, word)));
        }
        return replaced;
    }
}
