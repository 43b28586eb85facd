package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a DDL statement does to a table's name.
 *
 * @param toSchema null where the table stays in its schema
 * @param to the table's name after; null where it keeps its name
 */
public record TableMove(
        TableName from,
        @Nullable Identifier toSchema,
        @Nullable Identifier to) {
    /**
     * Reads {@code ALTER TABLE [IF EXISTS] t RENAME TO u}, {@code ALTER TABLE t SET SCHEMA s}, the
     * {@code ALTER TABLE t RENAME (TO|AS) [s.]u} and {@code RENAME TABLE t TO u, …} of MySQL, and Derby's
     * {@code RENAME TABLE t TO u}.
     *
     * @return in their order; empty for every other text
     */
    public static List<TableMove> parse(String sql, Dialect dialect) {
        Tokens tokens = Tokenizer.tokens(sql, dialect.product());
        if (!tokens.wellFormed()) {
            return List.of();
        }
        Cursor cursor = new Cursor(tokens, 0);
        if (cursor.take("ALTER", "TABLE")) {
            TableMove move = ofAlter(cursor, dialect.product());
            return move == null || !cursor.atEnd() ? List.of() : List.of(move);
        }
        if (!cursor.take("RENAME", "TABLE")) {
            return List.of();
        }
        List<TableMove> moves = new ArrayList<>();
        do {
            TableName from = cursor.takeTable();
            TableMove move = from != null && cursor.take("TO") ? named(from, cursor.takeTable()) : null;
            if (move == null) {
                return List.of();
            }
            moves.add(move);
        } while (cursor.take(TokenKind.COMMA));
        return cursor.atEnd() ? moves : List.of();
    }

    private static @Nullable TableMove ofAlter(Cursor cursor, Product product) {
        cursor.take("IF", "EXISTS");
        TableName from = cursor.takeTable();
        if (from == null) {
            return null;
        }
        if (cursor.take("SET", "SCHEMA")) {
            Identifier schema = cursor.takeIdentifier();
            return schema == null ? null : new TableMove(from, schema, null);
        }
        if (!cursor.take("RENAME")) {
            return null;
        }
        boolean marked = cursor.take("TO") || (product.speaksMySql() && cursor.take("AS"));
        return marked ? named(from, cursor.takeTable()) : null;
    }

    private static @Nullable TableMove named(TableName from, @Nullable TableName to) {
        return to == null ? null : new TableMove(from, to.schema(), to.table());
    }
}
