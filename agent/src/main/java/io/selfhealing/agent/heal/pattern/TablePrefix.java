package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.Column.Source;
import java.util.Set;

/**
 * The name with or without the table's own name before it: {@code message_type} and {@code type} in {@code messages}.
 *
 * @param never short names that are too general: beside {@code message_id}, {@code id} is another column
 */
record TablePrefix(String id, double confidence, Set<String> never) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        Name from = candidate.from();
        Name to = candidate.to();
        boolean shorter = from.length() > to.length();
        Name longName = shorter ? from : to;
        Name shortName = shorter ? to : from;
        return candidate.target().source() != Source.SEQUENCE
                && candidate.target().source() != Source.NUMBERED
                && !never.contains(shortName.joined())
                && shortName.length() > 0
                && longName.length() > shortName.length()
                && longName.withoutFirst(longName.length() - shortName.length()).equals(shortName)
                && namesTable(prefix(longName, shortName), candidate.table());
    }

    private static String prefix(Name longName, Name shortName) {
        int length = longName.length() - shortName.length();
        return Name.of(longName.words().subList(0, length)).joined();
    }

    /** Whether the prefix is the table's name, or its last word, in the singular or the plural. */
    private static boolean namesTable(String prefix, Name table) {
        String singular = singular(prefix);
        return singular.equals(singular(table.joined())) || singular.equals(singular(table.last()));
    }

    private static String singular(String word) {
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.endsWith("ses") || word.endsWith("xes") || word.endsWith("ches")) {
            return word.substring(0, word.length() - 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") && word.length() > 3
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
