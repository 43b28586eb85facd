package io.selfhealing.agent.sql;

import org.jspecify.annotations.Nullable;

/**
 * The one table that a DDL statement touches.
 *
 * @param temporary whether the statement creates it as a temporary table
 */
public record DdlTarget(TableName table, boolean temporary) {
    /**
     * Reads CREATE TABLE, ALTER TABLE, DROP TABLE, TRUNCATE, CREATE INDEX, CREATE TRIGGER and COMMENT ON TABLE or COLUMN.
     *
     * @return null for every other text, and where a statement touches, or may touch, more than one table, as one that gives a
     *     table another name does
     */
    public static @Nullable DdlTarget parse(String sql, Dialect dialect) {
        Tokens tokens = Tokenizer.tokens(sql, dialect.product());
        if (!tokens.wellFormed()) {
            return null;
        }
        Cursor cursor = new Cursor(tokens, 0);
        if (cursor.take("CREATE")) {
            return ofCreate(cursor);
        }
        if (cursor.take("ALTER", "TABLE")) {
            return ofAlter(cursor);
        }
        if (cursor.take("DROP", "TABLE") || cursor.take("TRUNCATE")) {
            return ofList(cursor);
        }
        if (cursor.take("COMMENT", "ON", "TABLE")) {
            return named(cursor.takeTable());
        }
        return cursor.take("COMMENT", "ON", "COLUMN") ? ofColumn(cursor) : null;
    }

    private static @Nullable DdlTarget named(@Nullable TableName table) {
        return table == null ? null : new DdlTarget(table, false);
    }

    private static @Nullable DdlTarget ofCreate(Cursor cursor) {
        cursor.take("OR", "REPLACE");
        boolean temporary = false;
        while (cursor.sees("GLOBAL")
                || cursor.sees("LOCAL")
                || cursor.sees("TEMPORARY")
                || cursor.sees("TEMP")
                || cursor.sees("UNLOGGED")
                || cursor.sees("CACHED")
                || cursor.sees("MEMORY")) {
            temporary |= cursor.sees("TEMPORARY") || cursor.sees("TEMP");
            cursor.take(TokenKind.WORD);
        }
        if (cursor.take("TABLE")) {
            cursor.take("IF", "NOT", "EXISTS");
            TableName table = cursor.takeTable();
            return table == null ? null : new DdlTarget(table, temporary || isTemporarySchema(table));
        }
        return ofIndexOrTrigger(cursor);
    }

    private static boolean isTemporarySchema(TableName table) {
        return table.schema() != null && table.schema().text().equalsIgnoreCase("pg_temp");
    }

    private static @Nullable DdlTarget ofIndexOrTrigger(Cursor cursor) {
        cursor.take("UNIQUE");
        cursor.take("CONSTRAINT");
        if (!cursor.sees("INDEX") && !cursor.sees("TRIGGER")) {
            return null;
        }
        cursor.takeUntil("ON");
        if (!cursor.take("ON")) {
            return null;
        }
        cursor.take("ONLY");
        return named(cursor.takeTable());
    }

    private static @Nullable DdlTarget ofAlter(Cursor cursor) {
        cursor.take("IF", "EXISTS");
        cursor.take("ONLY");
        TableName table = cursor.takeTable();
        boolean moves = cursor.sees("RENAME") && cursor.tokens().is(cursor.at() + 1, "TO");
        boolean changesSchema = cursor.sees("SET") && cursor.tokens().is(cursor.at() + 1, "SCHEMA");
        return moves || changesSchema ? null : named(table);
    }

    private static @Nullable DdlTarget ofList(Cursor cursor) {
        cursor.take("TABLE");
        cursor.take("IF", "EXISTS");
        cursor.take("ONLY");
        TableName table = cursor.takeTable();
        cursor.takeUntil("CASCADE");
        boolean several = cursor.take("CASCADE") || hasComma(cursor.tokens());
        return several ? null : named(table);
    }

    private static boolean hasComma(Tokens tokens) {
        return Cursor.split(tokens, new Range(0, tokens.size())).size() > 1;
    }

    /** {@code [schema.]table.column} */
    private static @Nullable DdlTarget ofColumn(Cursor cursor) {
        Identifier first = cursor.takeIdentifier();
        Identifier second = cursor.take(TokenKind.DOT) ? cursor.takeIdentifier() : null;
        Identifier third = cursor.take(TokenKind.DOT) ? cursor.takeIdentifier() : null;
        if (first == null || second == null) {
            return null;
        }
        return named(third == null ? new TableName(null, first) : new TableName(first, second));
    }
}
