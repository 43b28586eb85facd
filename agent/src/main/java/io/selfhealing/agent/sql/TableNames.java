package io.selfhealing.agent.sql;

import java.util.Set;

/** Looks whether a statement names one table at a place where only a table can stand. */
final class TableNames {
    private static final Set<String> BEFORE_A_TABLE = Set.of("FROM", "JOIN", "INTO", "UPDATE", "ONLY", "USING");

    private TableNames() {}

    /**
     * Whether the table is named. A name behind a comma is passed over: it may be a column.
     *
     * @param unqualified whether the name alone means it as well
     */
    static boolean names(String sql, String schema, String table, boolean unqualified, Dialect dialect) {
        if (indexOf(sql, table) < 0) {
            return false;
        }
        Tokens tokens = Tokenizer.tokens(sql, dialect.product());
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.isIdentifier(i)
                    && tokens.identifier(i).tableName(dialect).equals(table)) {
                boolean qualified = tokens.is(i - 1, TokenKind.DOT) && tokens.isIdentifier(i - 2);
                boolean there = qualified
                        ? tokens.identifier(i - 2).tableName(dialect).equals(schema)
                        : unqualified && !tokens.is(i - 1, TokenKind.DOT);
                boolean column = tokens.is(i + 1, TokenKind.DOT) || tokens.is(i + 1, TokenKind.OPEN);
                if (there && !column && isBehindKeyword(tokens, qualified ? i - 3 : i - 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isBehindKeyword(Tokens tokens, int i) {
        return BEFORE_A_TABLE.stream().anyMatch(keyword -> tokens.is(i, keyword));
    }

    private static int indexOf(String sql, String name) {
        int last = sql.length() - name.length();
        for (int i = 0; i <= last; i++) {
            if (sql.regionMatches(true, i, name, 0, name.length())) {
                return i;
            }
        }
        return -1;
    }
}
