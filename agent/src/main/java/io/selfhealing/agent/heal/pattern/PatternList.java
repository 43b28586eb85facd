package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.TypeFamily;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code patterns.json} as it stands; the file explains itself in {@code about}. */
record PatternList(List<String> about, List<Rename> renames, List<Fill> fills) {
    /** Fields that a shape does not use are absent. */
    record Rename(
            String id,
            String shape,
            double confidence,
            @Nullable Set<TypeFamily> types,
            @Nullable List<String> from,
            @Nullable List<String> to,
            @Nullable List<String> names,
            @Nullable List<List<String>> groups) {
        RenamePattern pattern() {
            return switch (shape) {
                case "style" -> new Style(id, confidence);
                case "directed" -> new Directed(id, confidence, given(types), joined(from), joined(to));
                case "synonyms" -> new Synonyms(id, confidence, given(types), joined(names));
                case "words" -> new WordVariants(id, confidence, plain(given(groups)));
                case "word-order" -> new WordOrder(id, confidence, joined(names));
                case "time-suffix" -> new TimeSuffix(id, confidence, joined(from), joined(to));
                case "flag-affix" -> new FlagAffix(id, confidence, joined(from), joined(to));
                case "table-prefix" -> new TablePrefix(id, confidence, joined(names));
                case "last-word" -> new LastWord(id, confidence, given(names).get(0));
                case "plural" -> new Plural(id, confidence);
                default -> throw new IllegalArgumentException("no such shape: " + shape);
            };
        }
    }

    /** See {@link FillPattern}. */
    record Fill(String id, double confidence, List<String> names, Map<TypeFamily, String> expressions) {
        FillPattern pattern() {
            return new FillPattern(id, confidence, joined(names), Map.copyOf(expressions));
        }
    }

    Patterns patterns() {
        return new Patterns(
                renames.stream().map(Rename::pattern).toList(),
                fills.stream().map(Fill::pattern).toList());
    }

    private static Set<String> joined(@Nullable List<String> names) {
        return given(names).stream().map(name -> Name.of(name).joined()).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> plain(List<List<String>> groups) {
        Map<String, String> plain = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (List<String> group : groups) {
            for (String word : group) {
                if (!seen.add(word)) {
                    throw new IllegalArgumentException(word + " is in two groups");
                }
                plain.put(word, group.get(0));
            }
        }
        return Map.copyOf(plain);
    }

    private static <T> T given(@Nullable T field) {
        return Objects.requireNonNull(field, "a field that the shape needs");
    }
}
