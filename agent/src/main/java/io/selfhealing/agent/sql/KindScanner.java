package io.selfhealing.agent.sql;

/** Tells a statement's kind from its first keywords; reads on only after WITH, and where a query may read what a write changes. */
final class KindScanner {
    private static final Product ANY = Product.POSTGRESQL;
    /** The most frequent first: each is compared with every statement that is not one of those before it. */
    private static final Verb[] VERBS = {
        new Verb("SELECT", StatementKind.QUERY),
        new Verb("INSERT", StatementKind.INSERT),
        new Verb("UPDATE", StatementKind.UPDATE),
        new Verb("DELETE", StatementKind.DELETE),
        new Verb("MERGE", StatementKind.MERGE),
        new Verb("SET", StatementKind.SESSION),
        new Verb("REPLACE", StatementKind.INSERT),
        new Verb("VALUES", StatementKind.QUERY),
        new Verb("TABLE", StatementKind.QUERY),
        new Verb("SHOW", StatementKind.QUERY),
        new Verb("EXPLAIN", StatementKind.QUERY),
        new Verb("DESCRIBE", StatementKind.QUERY),
        new Verb("FETCH", StatementKind.QUERY),
        new Verb("CREATE", StatementKind.DDL),
        new Verb("ALTER", StatementKind.DDL),
        new Verb("DROP", StatementKind.DDL),
        new Verb("TRUNCATE", StatementKind.DDL),
        new Verb("COMMENT", StatementKind.DDL),
        new Verb("RENAME", StatementKind.DDL),
        new Verb("RESET", StatementKind.SESSION),
        new Verb("USE", StatementKind.SESSION),
        new Verb("DISCARD", StatementKind.SESSION),
    };

    private record Verb(String word, StatementKind kind) {}

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
        if (isWord(sql, at, end, "WITH")) {
            return afterWith(sql, end);
        }
        return isWord(sql, at, end, "SELECT") ? DeltaTable.kind(sql) : ofVerb(sql, at, end);
    }

    /** Whether the token that starts at a character is that word. */
    static boolean isWord(String sql, int start, String word) {
        return start < sql.length() && isWord(sql, start, Lexer.end(Lexer.read(sql, start, ANY)), word);
    }

    /** The kind that the word which starts at a character stands for; OTHER where there is none. */
    static StatementKind ofVerb(String sql, int start) {
        return start < sql.length() ? ofVerb(sql, start, Lexer.end(Lexer.read(sql, start, ANY))) : StatementKind.OTHER;
    }

    private static StatementKind ofVerb(String sql, int start, int end) {
        int length = end - start;
        for (Verb verb : VERBS) {
            if (verb.word().length() == length && sql.regionMatches(true, start, verb.word(), 0, length)) {
                return verb.kind();
            }
        }
        return StatementKind.OTHER;
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
