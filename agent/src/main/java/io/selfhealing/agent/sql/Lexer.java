package io.selfhealing.agent.sql;

/**
 * Reads SQL text one token at a time, in linear time and without allocation.
 *
 * <p>A token is returned packed in a {@code long}: its kind and its end. It starts where the caller asked, so a caller goes
 * {@code at = skip(sql, end)}, {@code token = read(sql, at, product)}, {@code end = end(token)}. {@code read} always
 * moves forward. {@code standard_conforming_strings} is taken to be on, PostgreSQL's default since 9.1.
 */
final class Lexer {
    private static final String OPERATORS = "+-*/<>=~!@#%^&|";
    /** A multi-character operator of PostgreSQL ends in + or - only if it has one of these (manual, 4.1.3). */
    private static final String KEEP_SIGN = "~!@#%^&|";

    private Lexer() {}

    static TokenKind kind(long token) {
        return TokenKind.of((int) (token & 0xff));
    }

    static int end(long token) {
        return (int) (token >>> 8);
    }

    static long token(TokenKind kind, int end) {
        return ((long) end << 8) | kind.code();
    }

    /** The start of the first token at or after {@code at}, or the text's length. */
    static int skip(String sql, int at, Product product) {
        return product.speaksMySql() ? MySqlLexer.skip(sql, at) : skip(sql, at);
    }

    private static int skip(String sql, int at) {
        int i = at;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c <= ' ') {
                i++;
            } else if (sql.startsWith("--", i)) {
                i = lineEnd(sql, i);
            } else if (sql.startsWith("/*", i)) {
                int end = commentEnd(sql, i);
                if (end < 0) {
                    return i;
                }
                i = end;
            } else {
                return i;
            }
        }
        return i;
    }

    /** The token that starts at {@code at}, which must be what {@link #skip} returned and less than the length. */
    static long read(String sql, int at, Product product) {
        char c = sql.charAt(at);
        if (product.speaksMySql() && MySqlLexer.readsOtherwise(c)) {
            return MySqlLexer.read(sql, at);
        }
        return switch (c) {
            case '\'' -> string(sql, at, false);
            case '"' -> quoted(sql, at);
            case '$' -> dollar(sql, at, product);
            case '?' -> parameter(sql, at, product);
            case '[' -> token(product.bracketsNames() ? TokenKind.BROKEN : TokenKind.OPEN, at + 1);
            case '(', '{' -> token(TokenKind.OPEN, at + 1);
            case ')', ']', '}' -> token(TokenKind.CLOSE, at + 1);
            case ',' -> token(TokenKind.COMMA, at + 1);
            case ';' -> token(TokenKind.SEMICOLON, at + 1);
            case ':' -> colon(sql, at, product);
            case '.' -> isDigit(charAt(sql, at + 1)) ? number(sql, at) : token(TokenKind.DOT, at + 1);
            default -> {
                if (isDigit(c)) {
                    yield number(sql, at);
                }
                if (OPERATORS.indexOf(c) >= 0) {
                    yield operator(sql, at, product);
                }
                int word = wordEnd(sql, at);
                yield word > at ? word(sql, at, word, product) : token(TokenKind.BROKEN, at + charCount(sql, at));
            }
        };
    }

    private static long word(String sql, int at, int end, Product product) {
        if (end == at + 1) {
            char prefix = Character.toUpperCase(sql.charAt(at));
            char next = charAt(sql, end);
            if (next == '\'' && prefix == 'E' && product == Product.POSTGRESQL) {
                return string(sql, end, true);
            }
            if (next == '\'' && (prefix == 'N' || prefix == 'X' || prefix == 'B')) {
                return product.speaksMySql() ? MySqlLexer.read(sql, end) : string(sql, end, false);
            }
            if (next == '\'' && prefix == 'Q' && product == Product.ORACLE) {
                return token(TokenKind.BROKEN, end);
            }
            if (UnicodeName.startsAt(sql, at, product)) {
                return quoted(sql, at + 2);
            }
            if (prefix == 'U' && next == '&' && (charAt(sql, end + 1) == '\'' || charAt(sql, end + 1) == '"')) {
                return token(TokenKind.BROKEN, end);
            }
        }
        boolean nationalQuoted = product == Product.ORACLE && sql.startsWith("'", end) && end == at + 2;
        return token(nationalQuoted ? TokenKind.BROKEN : TokenKind.WORD, end);
    }

    private static long string(String sql, int quote, boolean backslashes) {
        int i = quote + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\\' && backslashes) {
                i += 2;
            } else if (c != '\'') {
                i++;
            } else if (charAt(sql, i + 1) == '\'') {
                i += 2;
            } else {
                return token(TokenKind.STRING, i + 1);
            }
        }
        return token(TokenKind.BROKEN, sql.length());
    }

    private static long quoted(String sql, int quote) {
        int i = quote + 1;
        while (true) {
            int end = sql.indexOf('"', i);
            if (end < 0) {
                return token(TokenKind.BROKEN, sql.length());
            }
            if (charAt(sql, end + 1) != '"') {
                return token(end > quote + 1 ? TokenKind.QUOTED : TokenKind.BROKEN, end + 1);
            }
            i = end + 2;
        }
    }

    /** {@code $tag$…$tag$}; H2 knows it without a tag, and {@code $1} as a parameter, which JDBC does not. */
    private static long dollar(String sql, int at, Product product) {
        int tagEnd = at + 1;
        if (!isDigit(charAt(sql, tagEnd))) {
            while (tagEnd < sql.length() && sql.charAt(tagEnd) != '$' && isWordPart(sql, tagEnd)) {
                tagEnd += charCount(sql, tagEnd);
            }
        }
        boolean opens =
                charAt(sql, tagEnd) == '$' && (tagEnd == at + 1 || product != Product.H2) && !product.namesParameters();
        if (!opens) {
            return token(TokenKind.BROKEN, at + 1);
        }
        int length = tagEnd + 1 - at;
        // The closing tag is looked for from dollar to dollar: a search for a long tag must not become quadratic.
        int i = sql.indexOf('$', tagEnd + 1);
        while (i >= 0) {
            if (sql.regionMatches(i, sql, at, length)) {
                return token(TokenKind.STRING, i + length);
            }
            i = sql.indexOf('$', i + 1);
        }
        return token(TokenKind.BROKEN, sql.length());
    }

    private static long parameter(String sql, int at, Product product) {
        char next = charAt(sql, at + 1);
        if (next == '?' && product == Product.POSTGRESQL) {
            return token(TokenKind.OPERATOR, at + 2);
        }
        return token(isDigit(next) ? TokenKind.BROKEN : TokenKind.PARAMETER, at + 1);
    }

    private static long colon(String sql, int at, Product product) {
        return switch (charAt(sql, at + 1)) {
            case ':' -> token(TokenKind.CAST, at + 2);
            case '=' -> token(TokenKind.OPERATOR, at + 2);
            default -> token(product.namesParameters() ? TokenKind.BROKEN : TokenKind.OPERATOR, at + 1);
        };
    }

    private static long number(String sql, int at) {
        boolean hexadecimal = sql.startsWith("0x", at) || sql.startsWith("0X", at);
        int i = at;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            boolean exponent = !hexadecimal && (c == 'e' || c == 'E');
            if (exponent && (charAt(sql, i + 1) == '-' || charAt(sql, i + 1) == '+') && isDigit(charAt(sql, i + 2))) {
                i += 3;
            } else if (isDigit(c) || (c == '.' && charAt(sql, i + 1) != '.') || isWordPart(sql, i)) {
                i += charCount(sql, i);
            } else {
                break;
            }
        }
        return token(TokenKind.NUMBER, Math.max(i, at + 1));
    }

    private static long operator(String sql, int at, Product product) {
        if (sql.startsWith("/*", at)) {
            return token(TokenKind.BROKEN, sql.length());
        }
        if (product == Product.H2 && (sql.startsWith("//", at) || sql.charAt(at) == '@')) {
            return token(TokenKind.BROKEN, at + 1);
        }
        if (product.namesParameters() && (sql.charAt(at) == '@' || sql.charAt(at) == '#')) {
            return token(TokenKind.BROKEN, at + 1);
        }
        int end = at + 1;
        boolean keepSign = KEEP_SIGN.indexOf(sql.charAt(at)) >= 0;
        while (end < sql.length()
                && OPERATORS.indexOf(sql.charAt(end)) >= 0
                && !sql.startsWith("--", end)
                && !sql.startsWith("/*", end)) {
            keepSign |= KEEP_SIGN.indexOf(sql.charAt(end)) >= 0;
            end++;
        }
        while (!keepSign && end > at + 1 && (sql.charAt(end - 1) == '-' || sql.charAt(end - 1) == '+')) {
            end--;
        }
        return token(TokenKind.OPERATOR, end);
    }

    private static int lineEnd(String sql, int at) {
        int i = at;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\n' || c == '\r') {
                return i;
            }
            i++;
        }
        return i;
    }

    /** Where the comment that starts here ends, nested ones included; -1 where it does not. */
    private static int commentEnd(String sql, int at) {
        int depth = 1;
        int i = at + 2;
        while (i < sql.length()) {
            if (sql.startsWith("*/", i)) {
                i += 2;
                if (--depth == 0) {
                    return i;
                }
            } else if (sql.startsWith("/*", i)) {
                i += 2;
                depth++;
            } else {
                i++;
            }
        }
        return -1;
    }

    /** The end of the word that starts here; {@code at} where none does. */
    private static int wordEnd(String sql, int at) {
        if (!isWordStart(sql, at)) {
            return at;
        }
        int i = at;
        while (i < sql.length() && isWordPart(sql, i)) {
            i += charCount(sql, i);
        }
        return i;
    }

    private static boolean isWordStart(String sql, int at) {
        char c = sql.charAt(at);
        if (c < 0x80) {
            return isLetter(c) || c == '_';
        }
        return Character.isUnicodeIdentifierStart(sql.codePointAt(at));
    }

    static boolean isWordPart(String sql, int at) {
        char c = sql.charAt(at);
        if (c < 0x80) {
            return isLetter(c) || c == '_' || c == '$' || isDigit(c);
        }
        int codePoint = sql.codePointAt(at);
        return Character.isUnicodeIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint);
    }

    private static int charCount(String sql, int at) {
        return Character.charCount(sql.codePointAt(at));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static char charAt(String sql, int at) {
        return at < sql.length() ? sql.charAt(at) : 0;
    }
}
