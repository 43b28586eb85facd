package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells expressions whose value depends on their operands alone from all others. What is not known is taken for another. */
final class Volatility {
    /** Pure in every dialect that has them, whatever the session's settings. */
    private static final Set<String> STEADY = Set.of(
            "ABS",
            "ASCII",
            "CAST",
            "CEIL",
            "CEILING",
            "CHAR_LENGTH",
            "CHARACTER_LENGTH",
            "COALESCE",
            "CONCAT",
            "DECODE",
            "ENCODE",
            "FLOOR",
            "FROM_BASE64",
            "GREATEST",
            "HEX",
            "IFNULL",
            "JSON_ARRAY",
            "JSON_OBJECT",
            "LCASE",
            "LEAST",
            "LEFT",
            "LENGTH",
            "LOWER",
            "LPAD",
            "LTRIM",
            "MD5",
            "MOD",
            "NULLIF",
            "OCTET_LENGTH",
            "POSITION",
            "POWER",
            "REPEAT",
            "REPLACE",
            "REVERSE",
            "RIGHT",
            "ROUND",
            "RPAD",
            "RTRIM",
            "SIGN",
            "SPLIT_PART",
            "SUBSTR",
            "SUBSTRING",
            "TO_BASE64",
            "TRIM",
            "TRUNC",
            "UCASE",
            "UNHEX",
            "UPPER");

    /** With the time zone of the session nothing changes about the moment itself. */
    private static final Set<String> MOMENTS = Set.of("NOW", "CURRENT_TIMESTAMP");

    private static final Set<String> CLOCKS = Set.of(
            "CLOCK_TIMESTAMP",
            "CURDATE",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURTIME",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "STATEMENT_TIMESTAMP",
            "SYSDATE",
            "SYSTIMESTAMP",
            "TIMEOFDAY",
            "TRANSACTION_TIMESTAMP",
            "UNIX_TIMESTAMP",
            "UTC_DATE",
            "UTC_TIME",
            "UTC_TIMESTAMP");

    private static final Set<String> GRAMMAR = Set.of(
            "AND",
            "ARRAY",
            "BETWEEN",
            "BOTH",
            "CASE",
            "DATE",
            "DEFAULT",
            "ELSE",
            "END",
            "FALSE",
            "FOR",
            "FROM",
            "IN",
            "INTERVAL",
            "IS",
            "LEADING",
            "LIKE",
            "NOT",
            "NULL",
            "OR",
            "THEN",
            "TIME",
            "TIMESTAMP",
            "TRAILING",
            "TRUE",
            "WHEN");

    /** What PostgreSQL reads in a date's text: the moment at which it reads it. */
    private static final Set<String> SPOKEN = Set.of("now", "today", "tomorrow", "yesterday", "allballs");

    private final Tokens tokens;
    private final Expressions expressions;
    private final List<Span> moments = new ArrayList<>();

    Volatility(Tokens tokens) {
        this.tokens = tokens;
        this.expressions = new Expressions(tokens);
    }

    /** The calls met so far that mean the moment at which the statement is run. */
    List<Span> moments() {
        return moments;
    }

    /** Whether a value that is bound to a parameter may mean the moment at which it is read. */
    static boolean isMoment(String text) {
        return SPOKEN.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    @Nullable
    String objection(Range range) {
        int i = range.from();
        while (i < range.to()) {
            int next = after(i);
            if (next < 0) {
                return reason(i);
            }
            i = next;
        }
        return null;
    }

    /** The token after the part that begins at {@code i}; negative where that is not steady. */
    private int after(int i) {
        return switch (tokens.kind(i)) {
            case PARAMETER, NUMBER, OPEN, CLOSE, COMMA -> i + 1;
            case CAST -> afterType(i + 1);
            case STRING -> isMoment(tokens.text(i).replace("'", "")) ? -1 : i + 1;
            case OPERATOR -> tokens.text(i).indexOf('@') >= 0 || tokens.text(i).indexOf(':') >= 0 ? -1 : i + 1;
            case WORD -> afterWord(i);
            default -> -1;
        };
    }

    private int afterWord(int i) {
        String word = tokens.text(i).toUpperCase(Locale.ROOT);
        if (word.equals("AS")) {
            return afterType(i + 1);
        }
        boolean call = tokens.is(i + 1, '(');
        if (MOMENTS.contains(word) && !tokens.is(i - 1, TokenKind.DOT)) {
            int end = call ? tokens.mate(i + 1) : i;
            moments.add(new Span(tokens.start(i), tokens.end(end)));
            return end + 1;
        }
        if (tokens.is(i + 1, TokenKind.DOT) || tokens.is(i - 1, TokenKind.DOT)) {
            return -1;
        }
        return (call ? STEADY : GRAMMAR).contains(word) ? i + 1 : -1;
    }

    /** A type whose values name things of the catalog, such as {@code regclass}, is none that is steady. */
    private int afterType(int i) {
        int next = expressions.afterType(i);
        return next == i || tokens.text(i).toLowerCase(Locale.ROOT).startsWith("reg") ? -1 : next;
    }

    private String reason(int i) {
        if (tokens.is(i, "SELECT") || tokens.is(i, "WITH") || tokens.is(i, "TABLE")) {
            return "it reads other rows";
        }
        if (tokens.is(i, TokenKind.STRING) || CLOCKS.contains(tokens.text(i).toUpperCase(Locale.ROOT))) {
            return "its value depends on when it is run: "
                    + (tokens.is(i, TokenKind.STRING) ? "a text that means a moment" : tokens.text(i));
        }
        String what = tokens.is(i + 1, '(') ? "the function " : "";
        return "it is not known that " + what + tokens.text(i) + " means the same later";
    }
}
