package io.selfhealing.agent.sql;

import org.jspecify.annotations.Nullable;

/**
 * H2's data change delta table: a write whose rows a query reads.
 *
 * @param list the query's list of what it reads
 * @param write what stands in the brackets
 */
record DeltaTable(Range list, Range write) {
    private static final Product ANY = Product.POSTGRESQL;
    private static final String TABLE = "TABLE";

    /** {@code SELECT list FROM {FINAL|NEW|OLD} TABLE (write) [[AS] alias]}; null for everything else. */
    static @Nullable DeltaTable read(Tokens tokens) {
        Cursor cursor = new Cursor(tokens, 0);
        if (tokens.product() != Product.H2 || !cursor.take("SELECT")) {
            return null;
        }
        Range list = cursor.takeUntil("FROM");
        boolean delta = cursor.take("FROM", "FINAL", TABLE)
                || cursor.take("FROM", "NEW", TABLE)
                || cursor.take("FROM", "OLD", TABLE);
        Range write = delta ? cursor.takeGroup() : null;
        if (write == null || ((cursor.take("AS") || !cursor.atEnd()) && cursor.takeIdentifier() == null)) {
            return null;
        }
        return cursor.atEnd() ? new DeltaTable(list, write) : null;
    }

    /** The kind of the write in a text that begins with SELECT; QUERY where there is none. Costs a look for brackets. */
    static StatementKind kind(String sql) {
        for (int open = sql.indexOf('('); open >= 0; open = sql.indexOf('(', open + 1)) {
            if (followsTable(sql, open)) {
                return kindByTokens(sql);
            }
        }
        return StatementKind.QUERY;
    }

    private static boolean followsTable(String sql, int open) {
        int end = open;
        while (end > 0 && Character.isWhitespace(sql.charAt(end - 1))) {
            end--;
        }
        return end >= TABLE.length() && sql.regionMatches(true, end - TABLE.length(), TABLE, 0, TABLE.length());
    }

    private static StatementKind kindByTokens(String sql) {
        int beforeLast = 0;
        int last = 0;
        int at = Lexer.skip(sql, 0, ANY);
        while (at < sql.length()) {
            long token = Lexer.read(sql, at, ANY);
            int next = Lexer.skip(sql, Lexer.end(token), ANY);
            if (sql.charAt(at) == '(' && KindScanner.isWord(sql, last, TABLE) && isDelta(sql, beforeLast)) {
                StatementKind kind = KindScanner.ofVerb(sql, next);
                if (kind.isWrite()) {
                    return kind;
                }
            }
            beforeLast = last;
            last = at;
            at = next;
        }
        return StatementKind.QUERY;
    }

    private static boolean isDelta(String sql, int at) {
        return KindScanner.isWord(sql, at, "FINAL")
                || KindScanner.isWord(sql, at, "NEW")
                || KindScanner.isWord(sql, at, "OLD");
    }
}
