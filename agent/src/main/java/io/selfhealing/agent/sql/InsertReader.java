package io.selfhealing.agent.sql;

import java.util.List;

/** Reads an INSERT from behind its table's name. */
final class InsertReader {
    private static final String[] CLAUSES = QueryReader.clauses("ON", "RETURNING");

    private InsertReader() {}

    static boolean read(Cursor cursor, ShapeBuilder shape) {
        if (cursor.take("AS")) {
            shape.alias = cursor.takeIdentifier();
        }
        if (!startsQuery(cursor) && cursor.sees('(') && !readColumns(cursor, shape)) {
            return false;
        }
        if (cursor.take("OVERRIDING") && !(cursor.take("SYSTEM", "VALUE") || cursor.take("USER", "VALUE"))) {
            return false;
        }
        return readSource(cursor, shape)
                && (!cursor.take("ON", "CONFLICT") || readConflict(cursor, shape))
                && ShapeReader.readReturning(cursor, shape);
    }

    static boolean readColumns(Cursor cursor, ShapeBuilder shape) {
        Range list = cursor.takeGroup();
        shape.columnList = true;
        return list != null && readNames(cursor.tokens(), list, shape.inserted);
    }

    /** A list of single identifiers; false where anything else stands in it. */
    static boolean readNames(Tokens tokens, Range list, List<Integer> names) {
        for (Range item : Cursor.split(tokens, list)) {
            if (item.size() != 1 || !tokens.isIdentifier(item.from())) {
                return false;
            }
            names.add(item.from());
        }
        return true;
    }

    static boolean readSource(Cursor cursor, ShapeBuilder shape) {
        if (cursor.take("DEFAULT", "VALUES")) {
            return !shape.columnList;
        }
        if (cursor.take("VALUES")) {
            return readRows(cursor, shape);
        }
        if (!startsQuery(cursor)) {
            return false;
        }
        shape.plain = false;
        readRow(cursor, shape);
        int from = cursor.at();
        do {
            cursor.moveTo(cursor.tokens().next(cursor.at()));
            cursor.takeUntil("ON", "RETURNING");
        } while (cursor.sees("ON") && !cursor.tokens().is(cursor.at() + 1, "CONFLICT"));
        shape.isolated(new Range(from, cursor.at()));
        return true;
    }

    /**
     * {@code SELECT items [FROM DUAL] [WHERE condition]}: the items are the one row's values, if it comes to be one. Moves nowhere,
     * and does nothing where the query is another.
     */
    static void readRow(Cursor cursor, ShapeBuilder shape) {
        Cursor look = new Cursor(cursor.tokens(), cursor.at());
        if (!shape.columnList
                || !look.take("SELECT")
                || look.sees("ALL")
                || look.sees("DISTINCT")
                || look.sees("TOP")) {
            return;
        }
        Range items = look.takeUntil(CLAUSES);
        look.take("FROM", "DUAL");
        boolean ends = look.atEnd() || look.sees("WHERE") || look.sees("RETURNING") || look.sees("ON");
        if (look.take("WHERE")) {
            look.takeUntil(CLAUSES);
            ends = look.atEnd() || look.sees("RETURNING") || look.sees("ON");
        }
        List<Range> row = Cursor.split(look.tokens(), items);
        boolean fits = row.size() == shape.inserted.size() && row.stream().noneMatch(Range::isEmpty);
        boolean star = row.stream().anyMatch(item -> look.tokens().is(item.to() - 1, '*'));
        if (ends && fits && !star) {
            shape.rows.add(row);
            shape.fromQuery = true;
        }
    }

    static boolean startsQuery(Cursor cursor) {
        Tokens tokens = cursor.tokens();
        int at = cursor.at();
        while (tokens.is(at, '(')) {
            at++;
        }
        boolean bracketed = at > cursor.at();
        return tokens.is(at, "SELECT")
                || tokens.is(at, "WITH")
                || (tokens.is(at, "TABLE") && !bracketed)
                || (tokens.is(at, "VALUES") && bracketed && tokens.is(at + 1, '('));
    }

    static boolean readRows(Cursor cursor, ShapeBuilder shape) {
        do {
            Range group = cursor.takeGroup();
            if (group == null) {
                return false;
            }
            List<Range> row = Cursor.split(cursor.tokens(), group);
            int columns = shape.columnList ? shape.inserted.size() : rowSize(shape, row);
            if (row.size() != columns || row.stream().anyMatch(Range::isEmpty)) {
                return false;
            }
            shape.rows.add(row);
            if (shape.product.speaksMySql()) {
                shape.open(group, ColumnUse.Role.EXPRESSION); // VALUES (1, a + 1) may name a column written before it
            } else {
                shape.isolated(group);
            }
        } while (cursor.take(TokenKind.COMMA));
        return true;
    }

    private static int rowSize(ShapeBuilder shape, List<Range> row) {
        return shape.rows.isEmpty() ? row.size() : shape.rows.get(0).size();
    }

    /** From behind ON CONFLICT. */
    private static boolean readConflict(Cursor cursor, ShapeBuilder shape) {
        shape.conflict = true;
        if (cursor.take("ON", "CONSTRAINT")) {
            if (cursor.takeIdentifier() == null) {
                return false;
            }
        } else if (!readConflictTarget(cursor, shape)) {
            return false;
        }
        if (!cursor.take("DO")) {
            return false;
        }
        if (cursor.take("NOTHING")) {
            return true;
        }
        if (!cursor.take("UPDATE", "SET") || !SetReader.read(cursor, shape, true, "WHERE", "RETURNING")) {
            return false;
        }
        if (cursor.take("WHERE")) {
            shape.open(cursor.takeUntil("RETURNING"), ColumnUse.Role.CONDITION);
        }
        return true;
    }

    /** {@code [(items) [WHERE predicate]]}; an item that is more than a name is read as an expression. */
    private static boolean readConflictTarget(Cursor cursor, ShapeBuilder shape) {
        Range items = cursor.takeGroup();
        if (items == null) {
            return true;
        }
        for (Range item : Cursor.split(cursor.tokens(), items)) {
            if (item.isEmpty()) {
                return false;
            }
            if (item.size() == 1 && cursor.tokens().isIdentifier(item.from())) {
                shape.conflictTargets.add(item.from());
            } else {
                shape.plain = false;
                shape.open(item, ColumnUse.Role.CONFLICT_TARGET);
            }
        }
        if (cursor.take("WHERE")) {
            shape.open(cursor.takeUntil("DO"), ColumnUse.Role.CONFLICT_TARGET);
        }
        return true;
    }
}
