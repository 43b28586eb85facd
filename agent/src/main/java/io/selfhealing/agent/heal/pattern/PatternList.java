package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code patterns.json} as it stands; the file explains itself in {@code about}.
 *
 * @param kin names that are alike, which is too little by itself
 * @param opposites see {@link KinWords}
 * @param heads see {@link KinWords}
 */
record PatternList(
        List<String> about,
        List<Rename> renames,
        List<Rename> kin,
        List<String> opposites,
        List<String> heads,
        List<Fill> fills) {
    private static final double TOGETHER = 0.75;

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
        /** For people: the shape, and the names that it is about. */
        String told() {
            StringBuilder told = new StringBuilder(shape);
            if (groups != null) {
                groups.forEach(group -> told.append(told.length() == shape.length() ? ": " : ", ")
                        .append(String.join("/", group)));
            }
            if (names != null) {
                told.append(": ").append(String.join(", ", names));
            }
            if (from != null && to != null) {
                told.append(": ").append(String.join(", ", from)).append(" → ").append(String.join(", ", to));
            }
            return types == null
                    ? told.toString()
                    : told.append(" (")
                            .append(types.stream().sorted().map(Enum::name).collect(Collectors.joining(", ")))
                            .append(')')
                            .toString();
        }

        /** @throws IllegalArgumentException where the shape does not exist, or lacks a field that it needs */
        RenamePattern pattern(KinWords words) {
            return switch (shape) {
                case "style" -> new Style(id, confidence);
                case "directed" ->
                    new Directed(id, confidence, given(types, "types"), joined(from, "from"), joined(to, "to"));
                case "synonyms" -> new Synonyms(id, confidence, given(types, "types"), joined(names, "names"));
                case "words" -> new WordVariants(id, confidence, plain(given(groups, "groups")));
                case "word-order" -> new WordOrder(id, confidence, joined(names, "names"));
                case "time-suffix" -> new TimeSuffix(id, confidence, joined(from, "from"), joined(to, "to"));
                case "flag-affix" -> new FlagAffix(id, confidence, joined(from, "from"), joined(to, "to"));
                case "table-prefix" -> new TablePrefix(id, confidence, joined(names, "names"));
                case "last-word" ->
                    new LastWord(id, confidence, given(names, "names").get(0));
                case "first-word" -> new FirstWord(id, confidence, joined(names, "names"));
                case "plural" -> new Plural(id, confidence);
                case "reserved-word" -> new ReservedWord(id, confidence, joined(names, "names"));
                case "counting" -> new Counting(id, confidence, joined(from, "from"), joined(to, "to"));
                case "reference" -> new Reference(id, confidence, joined(names, "names"));
                case "qualified" -> new Qualified(id, confidence, words);
                case "same-head" -> new SameHead(id, confidence, words);
                default -> throw new IllegalArgumentException("no such shape: " + shape);
            };
        }
    }

    /** See {@link FillPattern}; without {@code products} it is for every database. */
    record Fill(
            String id,
            double confidence,
            @Nullable Set<Product> products,
            List<String> names,
            Map<TypeFamily, String> expressions) {
        /** For people: the SQL for each type, and the names that it is for. */
        String told() {
            String sql = new TreeMap<>(expressions)
                    .entrySet().stream()
                            .map(each -> each.getValue() + " in " + each.getKey())
                            .collect(Collectors.joining(", "));
            String where =
                    products == null ? "" : " on " + products.stream().sorted().toList();
            return sql + where + ": " + String.join(", ", names);
        }

        FillPattern pattern() {
            return new FillPattern(
                    id,
                    confidence,
                    products == null ? EnumSet.allOf(Product.class) : products,
                    joined(names, "names"),
                    Map.copyOf(expressions));
        }
    }

    Patterns patterns() {
        KinWords words = words();
        return new Patterns(
                renames.stream().map(rename -> rename.pattern(words)).toList(),
                kin.stream().map(rename -> rename.pattern(words)).toList(),
                fills.stream().map(Fill::pattern).toList(),
                listed());
    }

    Together together() {
        return new Together("together", TOGETHER, words());
    }

    private List<Listed> listed() {
        List<Listed> all = new ArrayList<>(Patterns.listed(renames, kin, fills));
        all.add(new Listed("rename", "together", TOGETHER, "the same word has become another in several columns"));
        all.addAll(Conversions.listed());
        return all;
    }

    /** The other spellings of a word are those of the patterns that stand by themselves. */
    KinWords words() {
        Map<String, String> plain = new HashMap<>();
        for (Rename rename : renames) {
            if (rename.groups() != null) {
                plain.putAll(plain(rename.groups()));
            }
        }
        return new KinWords(Map.copyOf(plain), Set.copyOf(opposites), Set.copyOf(heads));
    }

    private static Set<String> joined(@Nullable List<String> names, String field) {
        return given(names, field).stream().map(name -> Name.of(name).joined()).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> plain(List<List<String>> groups) {
        Map<String, String> plain = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (List<String> group : groups) {
            for (String word : group) {
                if (!seen.add(word)) {
                    throw new IllegalArgumentException(word + " is in two groups");
                }
                plain.put(word, Objects.requireNonNull(group.get(0), "an empty group"));
            }
        }
        return Map.copyOf(plain);
    }

    private static <T> T given(@Nullable T field, String name) {
        if (field == null) {
            throw new IllegalArgumentException("the shape needs \"" + name + "\"");
        }
        return field;
    }
}
