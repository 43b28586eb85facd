package io.selfhealing.agent.sql;

/** Reads a DELETE from behind its table's name. */
final class DeleteReader {
    private DeleteReader() {}

    static boolean read(Cursor cursor, ShapeBuilder shape) {
        if (!cursor.atEnd()) {
            ShapeReader.readAlias(cursor, shape, "USING", "WHERE", "RETURNING", "ORDER", "LIMIT");
        }
        if (shape.product == Product.POSTGRESQL && cursor.take("USING")) {
            shape.joined(cursor.takeUntil("WHERE", "RETURNING"));
        }
        return UpdateReader.readWhere(cursor, shape) && ShapeReader.readReturning(cursor, shape);
    }
}
