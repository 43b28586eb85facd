package io.selfhealing.agent.config;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the places where values come from.
 *
 * @param spellings how a key is written there
 * @param given what was found there, by key as written
 */
record Source(String label, Function<Key<?>, List<String>> spellings, Map<String, String> given) {
    /** Characters of an unknown name that are compared with the keys. */
    private static final int LONGEST = 64;

    /** A value as it was given. */
    record Given(String key, String value, String source) {
        @Override
        public String toString() {
            return key + "=" + value + " (" + source + ")";
        }
    }

    /** An empty value counts as none: deployment tools pass variables on whether or not they are set. */
    @Nullable
    Given find(Key<?> key) {
        for (String spelling : spellings.apply(key)) {
            String value = given.get(spelling);
            if (value != null && !value.isBlank()) {
                return new Given(spelling, value.strip(), label);
            }
        }
        return null;
    }

    /** What was given under names that are no keys, in alphabetical order. */
    List<Given> unknown() {
        TreeSet<String> names = new TreeSet<>(given.keySet());
        Keys.ALL.forEach(key -> spellings.apply(key).forEach(names::remove));
        return names.stream()
                .map(name -> new Given(name, given.getOrDefault(name, ""), label))
                .toList();
    }

    /** The key that one meant, most likely, in this source's spelling. */
    String nearest(String unknown) {
        String name = unknown.substring(0, Math.min(unknown.length(), LONGEST));
        return Keys.ALL.stream()
                .flatMap(key -> spellings.apply(key).stream())
                .min((a, b) -> Integer.compare(EditDistance.between(a, name), EditDistance.between(b, name)))
                .orElseThrow();
    }
}
