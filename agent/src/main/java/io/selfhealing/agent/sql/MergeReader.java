package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Shape.Setting;
import java.util.ArrayList;
import java.util.List;

/** Reads a MERGE from behind its table's name: H2's own with KEY, or the standard one with USING. */
final class MergeReader {
    private MergeReader() {}

    static boolean read(Cursor cursor, ShapeBuilder shape) {
        if (!cursor.sees("VALUES") && !cursor.sees("KEY") && !cursor.sees('(')) {
            ShapeReader.readAlias(cursor, shape, "USING");
        }
        return cursor.take("USING") ? readStandard(cursor, shape) : readKeyed(cursor, shape);
    }

    /** {@code [(columns)] [KEY (columns)] {VALUES rows | query}} */
    private static boolean readKeyed(Cursor cursor, ShapeBuilder shape) {
        if (shape.product != Product.H2 || shape.alias != null) {
            return false;
        }
        if (cursor.sees('(') && !InsertReader.readColumns(cursor, shape)) {
            return false;
        }
        if (cursor.take("KEY")) {
            Range keys = cursor.takeGroup();
            if (keys == null || !InsertReader.readNames(cursor.tokens(), keys, shape.conflictTargets)) {
                return false;
            }
        }
        return InsertReader.readSource(cursor, shape);
    }

    /** {@code source ON condition WHEN … THEN … [RETURNING …]} */
    private static boolean readStandard(Cursor cursor, ShapeBuilder shape) {
        shape.joined(cursor.takeUntil("ON"));
        if (!cursor.take("ON")) {
            return false;
        }
        shape.open(cursor.takeUntil("WHEN"), ColumnUse.Role.CONDITION);
        while (cursor.take("WHEN")) {
            if (!readBranch(cursor, shape)) {
                return false;
            }
        }
        return ShapeReader.readReturning(cursor, shape);
    }

    private static boolean readBranch(Cursor cursor, ShapeBuilder shape) {
        cursor.take("NOT");
        if (!cursor.take("MATCHED")) {
            return false;
        }
        if (cursor.take("BY") && !cursor.take("SOURCE") && !cursor.take("TARGET")) {
            return false;
        }
        if (cursor.take("AND")) {
            shape.open(cursor.takeUntil("THEN"), ColumnUse.Role.CONDITION);
        }
        if (!cursor.take("THEN")) {
            return false;
        }
        if (cursor.take("UPDATE", "SET")) {
            return SetReader.read(cursor, shape, false, "WHEN", "RETURNING");
        }
        return cursor.take("DELETE") || cursor.take("DO", "NOTHING") || readInsert(cursor, shape);
    }

    /** The values of an insert branch are kept as settings: they may name columns of the source, those of a row may not. */
    private static boolean readInsert(Cursor cursor, ShapeBuilder shape) {
        List<Integer> columns = new ArrayList<>();
        Range list = cursor.take("INSERT") ? cursor.takeGroup() : null;
        if (list == null || !InsertReader.readNames(cursor.tokens(), list, columns)) {
            return false;
        }
        if (cursor.take("OVERRIDING") && !(cursor.take("SYSTEM", "VALUE") || cursor.take("USER", "VALUE"))) {
            return false;
        }
        Range group = cursor.take("VALUES") ? cursor.takeGroup() : null;
        if (group == null) {
            return false;
        }
        List<Range> values = Cursor.split(cursor.tokens(), group);
        if (values.size() != columns.size() || values.stream().anyMatch(Range::isEmpty)) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            int column = columns.get(i);
            shape.sets.add(new Setting(column, column, values.get(i), ColumnUse.Role.INSERTED, false));
        }
        shape.open(group, ColumnUse.Role.EXPRESSION);
        return true;
    }
}
