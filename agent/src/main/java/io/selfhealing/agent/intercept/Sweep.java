package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import java.util.regex.Pattern;

/**
 * Texts that may take rows away and are not followed row by row: TRUNCATE, a DELETE inside a query, several statements in one text.
 * Words are looked for in the whole text: finding one in a string costs a question, missing one would tie a value to the wrong row.
 */
final class Sweep {
    private static final Pattern TAKES = word("DELETE|TRUNCATE|REPLACE|MERGE|DROP\\s+TABLE|UPDATE");
    private static final Pattern ENDS = word("DELETE|TRUNCATE|DROP\\s+TABLE");
    private static final Pattern REPLACES = Pattern.compile("\\bREPLACE\\b(?!\\s*\\()", Pattern.CASE_INSENSITIVE);

    private Sweep() {}

    private static Pattern word(String words) {
        return Pattern.compile("\\b(" + words + ")\\b", Pattern.CASE_INSENSITIVE);
    }

    /** Whether an INSERT puts its row in the place of another one. */
    static boolean replaces(String sql) {
        return REPLACES.matcher(sql).find();
    }

    /** Whether a query may take rows away. */
    static boolean isByQuery(StatementKind kind, String sql) {
        return kind == StatementKind.QUERY && ENDS.matcher(sql).find();
    }

    /**
     * Whether a text may take rows away.
     *
     * @param followed whether it is one statement that is followed row by row
     */
    static boolean of(String sql, boolean followed) {
        if (!Scanner.isOne(sql)) {
            return TAKES.matcher(sql).find();
        }
        StatementKind kind = Scanner.kind(sql);
        return switch (kind) {
            case QUERY, DDL, MERGE, OTHER -> ENDS.matcher(sql).find();
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
