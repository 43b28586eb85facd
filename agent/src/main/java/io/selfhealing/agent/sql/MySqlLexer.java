package io.selfhealing.agent.sql;

/**
 * Where MySQL and MariaDB read text in their own way (MySQL manual, chapter 9, "Language Structure").
 *
 * <p>Two things depend on the {@code sql_mode} of the session, which can change at any time: whether a backslash escapes
 * (NO_BACKSLASH_ESCAPES), and whether {@code "x"} is a string or a name (ANSI_QUOTES). A text on which the readings differ is
 * {@link TokenKind#BROKEN} from there to its end, so that nobody relies on either.
 */
final class MySqlLexer {
    private static final String OPERATORS = "+-*/<>=~!%^&|";

    private MySqlLexer() {}

    /** Like {@link Lexer#skip}: {@code #} starts a comment, {@code --} only before white space, and comments do not nest. */
    static int skip(String sql, int at) {
        int i = at;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            int end = i;
            if (c <= ' ' && c != 0) {
                end = i + 1;
            } else if (c == '#' || (sql.startsWith("--", i) && Lexer.charAt(sql, i + 2) <= ' ')) {
                end = lineEnd(sql, i);
            } else if (sql.startsWith("/*", i) && !executes(sql, i)) {
                int close = sql.indexOf("*/", i + 2);
                end = close < 0 ? i : close + 2;
            }
            if (end == i) {
                return i;
            }
            i = end;
        }
        return i;
    }

    /** {@code /*! … *}{@code /} and MariaDB's {@code /*M! … *}{@code /} hide code from other products, and by version. */
    private static boolean executes(String sql, int at) {
        return sql.startsWith("/*!", at) || sql.startsWith("/*M!", at);
    }

    /** Only a line feed ends a comment; where another reader could see the end earlier nothing is skipped. */
    private static int lineEnd(String sql, int at) {
        int i = at;
        while (i < sql.length() && sql.charAt(i) != '\n') {
            char c = sql.charAt(i);
            if (c == 0 || (c == '\r' && Lexer.charAt(sql, i + 1) != '\n')) {
                return at;
            }
            i++;
        }
        return i;
    }

    /** Whether a token that starts with this character is not read as elsewhere. */
    static boolean readsOtherwise(char c) {
        return switch (c) {
            case '\'', '"', '`', '#', '$', '@', '?', '.', 0 -> true;
            default -> Lexer.isDigit(c) || OPERATORS.indexOf(c) >= 0;
        };
    }

    static long read(String sql, int at) {
        char c = sql.charAt(at);
        return switch (c) {
            case '\'' -> string(sql, at);
            case '"' -> Lexer.token(TokenKind.BROKEN, Lexer.end(string(sql, at)));
            case '`' -> name(sql, at);
            case '?' -> Lexer.token(TokenKind.PARAMETER, at + 1);
            case '#', '$', '@', 0 -> Lexer.token(TokenKind.BROKEN, c == '#' ? sql.length() : at + 1);
            case '.' -> Lexer.isDigit(Lexer.charAt(sql, at + 1)) ? number(sql, at) : Lexer.token(TokenKind.DOT, at + 1);
            default -> Lexer.isDigit(c) ? number(sql, at) : operator(sql, at);
        };
    }

    private static long string(String sql, int quote) {
        int plain = stringEnd(sql, quote, false);
        boolean backslash = plain > 0 && sql.substring(quote, plain).indexOf('\\') >= 0;
        boolean certain = plain > 0 && (!backslash || stringEnd(sql, quote, true) == plain);
        return certain ? Lexer.token(TokenKind.STRING, plain) : Lexer.token(TokenKind.BROKEN, sql.length());
    }

    /** Behind the closing quote; -1 where there is none. */
    private static int stringEnd(String sql, int quote, boolean backslashEscapes) {
        char delimiter = sql.charAt(quote);
        int i = quote + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\\' && backslashEscapes) {
                i += 2;
            } else if (c != delimiter) {
                i++;
            } else if (Lexer.charAt(sql, i + 1) == delimiter) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return -1;
    }

    private static long name(String sql, int quote) {
        int end = stringEnd(sql, quote, false);
        if (end < 0) {
            return Lexer.token(TokenKind.BROKEN, sql.length());
        }
        return Lexer.token(end > quote + 2 ? TokenKind.QUOTED : TokenKind.BROKEN, end);
    }

    /** A name may start with a digit; what is not clearly a number is not taken for one. */
    private static long number(String sql, int at) {
        int i = digits(sql, at);
        if (Lexer.charAt(sql, i) == '.') {
            i = digits(sql, i + 1);
        }
        if (Lexer.charAt(sql, i) == 'e' || Lexer.charAt(sql, i) == 'E') {
            char sign = Lexer.charAt(sql, i + 1);
            int exponent = sign == '-' || sign == '+' ? i + 2 : i + 1;
            i = digits(sql, exponent) > exponent ? digits(sql, exponent) : i;
        }
        boolean ends = i >= sql.length() || !Lexer.isWordPart(sql, i);
        int end = i;
        while (end < sql.length() && Lexer.isWordPart(sql, end)) {
            end += Character.charCount(sql.codePointAt(end));
        }
        boolean hexadecimal = !ends && sql.startsWith("0x", at);
        return Lexer.token(ends || hexadecimal ? TokenKind.NUMBER : TokenKind.BROKEN, end);
    }

    private static int digits(String sql, int at) {
        int i = at;
        while (Lexer.isDigit(Lexer.charAt(sql, i))) {
            i++;
        }
        return i;
    }

    /** {@code --} that starts no comment is two signs for this product and a comment for others, drivers among them. */
    private static long operator(String sql, int at) {
        if (sql.startsWith("/*", at) || sql.startsWith("--", at)) {
            return Lexer.token(TokenKind.BROKEN, sql.length());
        }
        int end = at + 1;
        while (end < sql.length()
                && OPERATORS.indexOf(sql.charAt(end)) >= 0
                && !sql.startsWith("--", end)
                && !sql.startsWith("/*", end)) {
            end++;
        }
        while (end > at + 1 && (sql.charAt(end - 1) == '-' || sql.charAt(end - 1) == '+')) {
            end--;
        }
        return Lexer.token(TokenKind.OPERATOR, end);
    }
}
