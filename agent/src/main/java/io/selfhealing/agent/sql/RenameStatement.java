package io.selfhealing.agent.sql;

import org.jspecify.annotations.Nullable;

/**
 * A DDL statement that gives a column another name.
 *
 * @param from the column's name before
 * @param to the column's name after
 */
public record RenameStatement(TableName table, Identifier from, Identifier to) {
    /**
     * Reads {@code ALTER TABLE [IF EXISTS] [ONLY] t RENAME [COLUMN] a TO b}, and H2's
     * {@code ALTER TABLE [IF EXISTS] t ALTER [COLUMN] [IF EXISTS] a RENAME TO b}, and MySQL's
     * {@code ALTER TABLE t CHANGE [COLUMN] a b definition}.
     *
     * @return null for every other text
     */
    public static @Nullable RenameStatement parse(String sql, Dialect dialect) {
        Tokens tokens = Tokenizer.tokens(sql, dialect.product());
        Cursor cursor = new Cursor(tokens, 0);
        if (!tokens.wellFormed() || !cursor.take("ALTER", "TABLE")) {
            return null;
        }
        cursor.take("IF", "EXISTS");
        cursor.take("ONLY");
        TableName table = cursor.takeTable();
        if (table != null && dialect.product().speaksMySql() && cursor.take("CHANGE")) {
            return ofChange(cursor, table);
        }
        Identifier from = table == null ? null : takeOldName(cursor, dialect.product());
        Identifier to = from != null && cursor.take("TO") ? cursor.takeIdentifier() : null;
        return table == null || from == null || to == null || !cursor.atEnd()
                ? null
                : new RenameStatement(table, from, to);
    }

    /** From behind CHANGE; what else the definition changes is told by the catalog. */
    private static @Nullable RenameStatement ofChange(Cursor cursor, TableName table) {
        cursor.take("COLUMN");
        cursor.take("IF", "EXISTS");
        Identifier from = cursor.takeIdentifier();
        Identifier to = from == null ? null : cursor.takeIdentifier();
        Tokens tokens = cursor.tokens();
        boolean one =
                Cursor.split(tokens, new Range(cursor.at(), tokens.size())).size() == 1;
        return from == null
                        || to == null
                        || cursor.atEnd()
                        || !one
                        || from.text().equalsIgnoreCase(to.text())
                ? null
                : new RenameStatement(table, from, to);
    }

    /** Up to the TO. */
    private static @Nullable Identifier takeOldName(Cursor cursor, Product product) {
        if (cursor.take("RENAME")) {
            if (cursor.sees("TO") || cursor.sees("CONSTRAINT")) {
                return null;
            }
            cursor.take("COLUMN");
            return cursor.takeIdentifier();
        }
        if (product != Product.H2 || !cursor.take("ALTER") || cursor.sees("CONSTRAINT")) {
            return null;
        }
        cursor.take("COLUMN");
        cursor.take("IF", "EXISTS");
        Identifier from = cursor.takeIdentifier();
        return cursor.take("RENAME") ? from : null;
    }
}
