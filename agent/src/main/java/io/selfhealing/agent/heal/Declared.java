package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the operator says: an alias in the policy, or in a column's comment the words {@code alias: old_name}, several names
 * separated by commas.
 */
final class Declared implements Rung {
    private static final String NAME = "(?:\"[^\"]+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final Pattern ONE_NAME = Pattern.compile(NAME);
    private static final Pattern IN_COMMENT = Pattern.compile(
            "\\balias(?:es)?\\s*:\\s*(" + NAME + "(?:\\s*,\\s*" + NAME + ")*)", Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "declared";
    }

    @Override
    public Answer answer(MissingColumn question) {
        Set<String> targets = new TreeSet<>();
        String alias = question.situation().policy().aliases().get(question.name());
        if (alias != null && question.table().column(alias) != null) {
            targets.add(alias);
        }
        for (Column column : question.table().columns()) {
            if (claims(column.comment(), question.name())) {
                targets.add(column.name());
            }
        }
        if (targets.isEmpty()) {
            return Answer.UNKNOWN;
        }
        if (targets.size() > 1) {
            return new Answer.Refused(question.name() + " is declared to be each of " + targets);
        }
        String target = targets.iterator().next();
        String where = target.equals(alias) ? "alias" : "comment of the column";
        return new Answer.Named(target, new Evidence(EvidenceKind.DECLARED, 1, where));
    }

    private static boolean claims(String comment, String name) {
        Matcher list = IN_COMMENT.matcher(comment);
        while (list.find()) {
            Matcher alias = ONE_NAME.matcher(list.group(1));
            while (alias.find()) {
                if (means(alias.group(), name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** People write unquoted names in either case, whatever the catalog does to them. */
    private static boolean means(String alias, String name) {
        return alias.startsWith("\"")
                ? alias.equals('"' + name + '"')
                : alias.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }
}
