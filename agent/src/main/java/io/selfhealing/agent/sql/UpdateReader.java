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
            shape.otherSources = true;
            shape.plain = false;
            shape.isolated(cursor.takeUntil("WHERE", "RETURNING"));
        }
        return readWhere(cursor, shape) && ShapeReader.readReturning(cursor, shape);
    }

    static boolean readWhere(Cursor cursor, ShapeBuilder shape) {
        if (!cursor.take("WHERE")) {
            return true;
        }
        // H2 can order and limit the rows; a cursor names the row itself. Neither is understood.
        Range where = cursor.takeUntil("RETURNING", "ORDER", "LIMIT", "FETCH", "OFFSET");
        boolean byCursor =
                cursor.tokens().is(where.from(), "CURRENT") && cursor.tokens().is(where.from() + 1, "OF");
        if (where.isEmpty() || byCursor || !(cursor.atEnd() || cursor.sees("RETURNING"))) {
            return false;
        }
        shape.where = where;
        shape.open(where, ColumnUse.Role.CONDITION);
        return true;
    }
}
