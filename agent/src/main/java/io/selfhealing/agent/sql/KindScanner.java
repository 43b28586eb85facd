package io.selfhealing.agent.sql;

import java.util.Locale;

/** Tells a statement's kind from its first keywords; reads on only after WITH. */
final class KindScanner {
    private static final Product ANY = Product.POSTGRESQL;
    private static final int LONGEST_KEYWORD = 8;

    private KindScanner() {}

    static StatementKind kind(String sql) {
        int at = Lexer.skip(sql, 0, ANY);
        while (at < sql.length() && sql.charAt(at) == '(') {
            at = Lexer.skip(sql, at + 1, ANY);
        }
        if (at == sql.length()) {
            return StatementKind.OTHER;
        }
        long token = Lexer.read(sql, at, ANY);
        if (Lexer.kind(token) != TokenKind.WORD) {
            return StatementKind.OTHER;
        }
        int end = Lexer.end(token);
        return isWord(sql, at, end, "WITH") ? afterWith(sql, end) : ofVerb(sql, at, end);
    }

    private static StatementKind ofVerb(String sql, int start, int end) {
        if (end - start > LONGEST_KEYWORD) {
            return StatementKind.OTHER;
        }
        return switch (sql.substring(start, end).toUpperCase(Locale.ROOT)) {
            case "INSERT", "REPLACE" -> StatementKind.INSERT;
            case "UPDATE" -> StatementKind.UPDATE;
            case "DELETE" -> StatementKind.DELETE;
            case "MERGE" -> StatementKind.MERGE;
            case "SELECT", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE", "FETCH" -> StatementKind.QUERY;
            case "CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT", "RENAME" -> StatementKind.DDL;
            case "SET", "RESET", "USE", "DISCARD" -> StatementKind.SESSION;
            default -> StatementKind.OTHER;
        };
    }

    /** The verb after the common table expressions: the first one outside brackets that is not the name of one of them. */
    private static StatementKind afterWith(String sql, int from) {
        int depth = 0;
        int at = Lexer.skip(sql, from, ANY);
        while (at < sql.length()) {
            long token = Lexer.read(sql, at, ANY);
            int end = Lexer.end(token);
            int next = Lexer.skip(sql, end, ANY);
            switch (Lexer.kind(token)) {
                case OPEN -> depth++;
                case CLOSE -> depth--;
                case WORD -> {
                    StatementKind kind = depth == 0 ? ofVerb(sql, at, end) : StatementKind.OTHER;
                    if ((kind.isWrite() || kind == StatementKind.QUERY) && !isNameOfExpression(sql, next)) {
                        return kind;
                    }
                }
                default -> {}
            }
            at = next;
        }
        return StatementKind.OTHER;
    }

    private static boolean isNameOfExpression(String sql, int next) {
        return next < sql.length() && isWord(sql, next, Lexer.end(Lexer.read(sql, next, ANY)), "AS");
    }

    private static boolean isWord(String sql, int start, int end, String word) {
        return end - start == word.length() && sql.regionMatches(true, start, word, 0, word.length());
    }
}
