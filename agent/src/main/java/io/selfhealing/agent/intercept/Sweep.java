package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Masking;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import java.util.regex.Pattern;

/**
 * Texts that may take rows away and are not followed row by row: TRUNCATE, a DELETE inside a query, several statements in one text.
 * Words are looked for anywhere but in strings: one too many costs that values do not go back by themselves, missing one would tie a value to the wrong row.
 */
final class Sweep {
    private static final Pattern TAKES = words("DELETE|TRUNCATE|REPLACE|MERGE|DROP\\s+TABLE|UPDATE");
    private static final Pattern ENDS = words("DELETE|TRUNCATE");
    /** What makes a rule or a key that deletes, later, takes nothing away itself. */
    private static final Pattern EMPTIES = words("TRUNCATE|DROP\\s+TABLE");

    private static final Pattern RIGHTS = Pattern.compile("^\\s*(GRANT|REVOKE)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH = words("WITH");

    private Sweep() {}

    private static Pattern words(String words) {
        return Pattern.compile("\\b(" + words + ")\\b", Pattern.CASE_INSENSITIVE);
    }

    /** Whether a query may take rows away, as far as its words tell. */
    static boolean isByQuery(StatementKind kind, String sql) {
        return kind == StatementKind.QUERY
                && WITH.matcher(sql).find()
                && ENDS.matcher(sql).find();
    }

    /**
     * Whether a text may take rows away.
     *
     * @param followed whether it is one statement that is followed row by row
     */
    static boolean of(String sql, Product product, boolean followed) {
        if (!TAKES.matcher(sql).find()) {
            return false;
        }
        String text = Masking.mask(sql, product);
        if (!Scanner.isOne(sql)) {
            return TAKES.matcher(text).find();
        }
        StatementKind kind = Scanner.kind(sql);
        return switch (kind) {
            case QUERY -> isByQuery(kind, text);
            case DDL -> EMPTIES.matcher(text).find();
            case MERGE -> ENDS.matcher(text).find();
            case OTHER -> ENDS.matcher(sql).find() && !RIGHTS.matcher(text).find(); // A block of code is a string.
            case DELETE -> !followed;
            default -> false;
        };
    }

    /** Whether a text names a table, in whatever way. */
    static boolean names(String sql, String table) {
        Pattern name = Pattern.compile(
                "(?<![\\p{Alnum}_$])" + Pattern.quote(table) + "(?![\\p{Alnum}_$])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return name.matcher(sql).find();
    }
}
