package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the clauses of a write by its tokens alone. Returns null wherever a clause is not one it knows. */
final class ShapeReader {
    private ShapeReader() {}

    static @Nullable Shape read(Tokens tokens, Product product) {
        if (!tokens.wellFormed() || product == Product.OTHER) {
            return null;
        }
        DeltaTable delta = DeltaTable.read(tokens);
        Cursor cursor = delta == null ? new Cursor(tokens, 0) : new Cursor(tokens, delta.write());
        List<Range> expressions = new ArrayList<>();
        List<Identifier> names = new ArrayList<>();
        if (cursor.take("WITH") && !readWith(cursor, expressions, names)) {
            return null;
        }
        ShapeBuilder shape = readVerb(cursor, product);
        if (shape == null || !cursor.atEnd()) {
            return null;
        }
        if (delta != null) {
            shape.open(delta.list(), ColumnUse.Role.RETURNED);
        }
        shape.expressions = names;
        for (Range expression : expressions) {
            shape.plain = false;
            shape.isolated(expression);
        }
        return shape.build();
    }

    private static @Nullable ShapeBuilder readVerb(Cursor cursor, Product product) {
        if (product.speaksMySql()) {
            return MySqlWriteReader.readVerb(cursor, product);
        }
        if (cursor.take("INSERT", "INTO")) {
            ShapeBuilder shape = start(cursor, StatementKind.INSERT, product);
            return shape != null && InsertReader.read(cursor, shape) ? shape : null;
        }
        if (cursor.take("UPDATE")) {
            cursor.take("ONLY");
            ShapeBuilder shape = start(cursor, StatementKind.UPDATE, product);
            return shape != null && UpdateReader.read(cursor, shape) ? shape : null;
        }
        if (cursor.take("DELETE", "FROM")) {
            cursor.take("ONLY");
            ShapeBuilder shape = start(cursor, StatementKind.DELETE, product);
            return shape != null && DeleteReader.read(cursor, shape) ? shape : null;
        }
        if (cursor.take("MERGE", "INTO")) {
            cursor.take("ONLY");
            ShapeBuilder shape = start(cursor, StatementKind.MERGE, product);
            return shape != null && MergeReader.read(cursor, shape) ? shape : null;
        }
        return null;
    }

    static @Nullable ShapeBuilder start(Cursor cursor, StatementKind kind, Product product) {
        TableName table = cursor.takeTable();
        return table == null ? null : new ShapeBuilder(kind, table, cursor.at() - 1, product);
    }

    /** {@code [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (query), …} */
    private static boolean readWith(Cursor cursor, List<Range> expressions, List<Identifier> names) {
        cursor.take("RECURSIVE");
        do {
            Identifier name = cursor.takeIdentifier();
            if (name == null) {
                return false;
            }
            names.add(name);
            cursor.takeGroup();
            if (!cursor.take("AS")) {
                return false;
            }
            cursor.take("NOT");
            cursor.take("MATERIALIZED");
            Range query = cursor.takeGroup();
            if (query == null) {
                return false;
            }
            expressions.add(query);
        } while (cursor.take(TokenKind.COMMA));
        return true;
    }

    /** Moves over {@code [AS] alias} where the next word is not one of the clauses that may follow. */
    static void readAlias(Cursor cursor, ShapeBuilder shape, String... clauses) {
        if (!cursor.take("AS")) {
            for (String clause : clauses) {
                if (cursor.sees(clause)) {
                    return;
                }
            }
        }
        shape.alias = cursor.takeIdentifier();
    }

    /** {@code RETURNING list}, which only PostgreSQL and MariaDB have. False where it is one that changes the meaning of names. */
    static boolean readReturning(Cursor cursor, ShapeBuilder shape) {
        boolean known = shape.product == Product.POSTGRESQL || shape.product == Product.MARIADB;
        if (known && cursor.take("RETURNING")) {
            if (cursor.sees("WITH") || cursor.atEnd()) {
                return false;
            }
            shape.open(cursor.takeUntil(), ColumnUse.Role.RETURNED);
        }
        return true;
    }
}
