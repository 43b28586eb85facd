package io.selfhealing.agent.sql;

/** Reads an UPDATE from behind its table's name. */
final class UpdateReader {
    private UpdateReader() {}

    static boolean read(Cursor cursor, ShapeBuilder shape) {
        ShapeReader.readAlias(cursor, shape, "SET");
        if (!cursor.take("SET") || !SetReader.read(cursor, shape, false, "FROM", "WHERE", "RETURNING")) {
            return false;
        }
        if (cursor.take("FROM")) {
            shape.joined(cursor.takeUntil("WHERE", "RETURNING"));
        }
        return readWhere(cursor, shape) && ShapeReader.readReturning(cursor, shape);
    }

    /** {@code [WHERE condition]}, and behind it MySQL's {@code [ORDER BY …] [LIMIT …]}. */
    static boolean readWhere(Cursor cursor, ShapeBuilder shape) {
        if (cursor.take("WHERE")) {
            // H2 can order and limit the rows as well; a cursor names the row itself. Neither is understood.
            Range where = cursor.takeUntil("RETURNING", "ORDER", "LIMIT", "FETCH", "OFFSET");
            boolean byCursor = cursor.tokens().is(where.from(), "CURRENT")
                    && cursor.tokens().is(where.from() + 1, "OF");
            if (where.isEmpty() || byCursor) {
                return false;
            }
            shape.where = where;
            shape.open(where, ColumnUse.Role.CONDITION);
        }
        if (shape.product.speaksMySql() && shape.sources == null) {
            readLimit(cursor, shape);
        }
        return cursor.atEnd() || cursor.sees("RETURNING");
    }

    private static void readLimit(Cursor cursor, ShapeBuilder shape) {
        if (cursor.take("ORDER", "BY")) {
            limited(shape, cursor.takeUntil("LIMIT", "RETURNING"));
        }
        if (cursor.take("LIMIT")) {
            limited(shape, cursor.takeUntil("RETURNING"));
        }
    }

    private static void limited(ShapeBuilder shape, Range range) {
        shape.limited = true;
        shape.plain = false;
        shape.open(range, ColumnUse.Role.CONDITION);
    }
}
