package io.selfhealing.agent.sql;

import org.jspecify.annotations.Nullable;

/**
 * Finds the clauses of a write in the grammar of MySQL and MariaDB (MySQL manual, 13.2; MariaDB Knowledge Base, "Changing and
 * Deleting Data"). Writes to several tables and PARTITION (…) are not read.
 */
final class MySqlWriteReader {
    private MySqlWriteReader() {}

    static @Nullable ShapeBuilder readVerb(Cursor cursor, Product product) {
        if (cursor.take("INSERT")) {
            takeAll(cursor, "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE");
            return readInsert(cursor, product, true);
        }
        if (cursor.take("REPLACE")) {
            takeAll(cursor, "LOW_PRIORITY", "DELAYED");
            return readInsert(cursor, product, false);
        }
        if (cursor.take("UPDATE")) {
            takeAll(cursor, "LOW_PRIORITY", "IGNORE");
            int from = cursor.at();
            ShapeBuilder shape = ShapeReader.start(cursor, StatementKind.UPDATE, product);
            if (shape != null && readUpdate(cursor, shape)) {
                return shape;
            }
            cursor.moveTo(from);
            return MySqlJoinReader.readUpdate(cursor, product);
        }
        if (cursor.take("DELETE")) {
            takeAll(cursor, "LOW_PRIORITY", "QUICK", "IGNORE");
            int from = cursor.at();
            ShapeBuilder shape = cursor.take("FROM") ? ShapeReader.start(cursor, StatementKind.DELETE, product) : null;
            if (shape != null && DeleteReader.read(cursor, shape) && cursor.atEnd()) {
                return shape;
            }
            cursor.moveTo(from);
            return MySqlJoinReader.readDelete(cursor, product);
        }
        return null;
    }

    private static void takeAll(Cursor cursor, String... modifiers) {
        for (String modifier : modifiers) {
            cursor.take(modifier);
        }
    }

    private static boolean readUpdate(Cursor cursor, ShapeBuilder shape) {
        ShapeReader.readAlias(cursor, shape, "SET");
        return cursor.take("SET")
                && SetReader.read(cursor, shape, false, "WHERE", "ORDER", "LIMIT", "RETURNING")
                && UpdateReader.readWhere(cursor, shape)
                && cursor.atEnd();
    }

    private static @Nullable ShapeBuilder readInsert(Cursor cursor, Product product, boolean mayUpdate) {
        cursor.take("INTO");
        ShapeBuilder shape = ShapeReader.start(cursor, StatementKind.INSERT, product);
        if (shape == null || !readSource(cursor, shape)) {
            return null;
        }
        if (mayUpdate && !readDuplicate(cursor, shape)) {
            return null;
        }
        return ShapeReader.readReturning(cursor, shape) ? shape : null;
    }

    private static boolean readSource(Cursor cursor, ShapeBuilder shape) {
        if (cursor.take("SET")) {
            shape.columnList = true;
            return SetReader.read(cursor, shape, false, "AS", "ON", "RETURNING");
        }
        if (!InsertReader.startsQuery(cursor) && cursor.sees('(') && !InsertReader.readColumns(cursor, shape)) {
            return false;
        }
        if (cursor.take("VALUES") || cursor.take("VALUE")) {
            return InsertReader.readRows(cursor, shape);
        }
        return InsertReader.startsQuery(cursor) && readQuery(cursor, shape);
    }

    /** Columns of the query can be named in what follows it. */
    private static boolean readQuery(Cursor cursor, ShapeBuilder shape) {
        shape.plain = false;
        shape.otherSources = true;
        InsertReader.readRow(cursor, shape);
        int from = cursor.at();
        do {
            cursor.moveTo(cursor.tokens().next(cursor.at()));
            cursor.takeUntil("ON", "RETURNING");
        } while (cursor.sees("ON") && !cursor.tokens().is(cursor.at() + 1, "DUPLICATE"));
        shape.isolated(new Range(from, cursor.at()));
        return true;
    }

    /**
     * {@code [AS row] [ON DUPLICATE KEY UPDATE assignments]}; false where the row's columns get names of their own. What the
     * update does to which row is not told by the text, so that its assignments are not the statement's.
     */
    private static boolean readDuplicate(Cursor cursor, ShapeBuilder shape) {
        if (cursor.take("AS")) {
            shape.conflictRow = cursor.takeIdentifier();
            if (shape.conflictRow == null || cursor.sees('(')) {
                return false;
            }
        }
        if (!cursor.take("ON", "DUPLICATE", "KEY", "UPDATE")) {
            return shape.conflictRow == null;
        }
        shape.conflict = true;
        return SetReader.read(cursor, shape, true, "RETURNING");
    }
}
