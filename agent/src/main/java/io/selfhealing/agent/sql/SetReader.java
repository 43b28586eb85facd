package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Shape.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the assignments of a SET clause. */
final class SetReader {
    private SetReader() {}

    /** Reads up to the first of {@code ends} outside brackets; false where an assignment is not {@code column = value}. */
    static boolean read(Cursor cursor, ShapeBuilder shape, boolean onConflict, String... ends) {
        Range clause = cursor.takeUntil(ends);
        for (Range item : Cursor.split(cursor.tokens(), clause)) {
            if (cursor.tokens().is(item.from(), '(')) {
                if (!readSeveral(cursor.tokens(), item, shape, onConflict)) {
                    return false;
                }
                continue;
            }
            Setting setting = setting(cursor.tokens(), item, shape, onConflict);
            if (setting == null) {
                return false;
            }
            shape.sets.add(setting);
            shape.open(setting.value(), ColumnUse.Role.EXPRESSION);
        }
        return true;
    }

    /** {@code (column, …) = (value, …)}, or {@code = ROW (value, …)}, or {@code = (query)}. */
    private static boolean readSeveral(Tokens tokens, Range item, ShapeBuilder shape, boolean onConflict) {
        int close = tokens.mate(item.from());
        List<Integer> targets = new ArrayList<>();
        boolean named = InsertReader.readNames(tokens, new Range(item.from() + 1, close), targets);
        if (!named || shape.product.speaksMySql() || !tokens.is(close + 1, '=')) {
            return false;
        }
        int open = tokens.is(close + 2, "ROW") ? close + 3 : close + 2;
        if (!tokens.is(open, '(') || tokens.mate(open) != item.to() - 1) {
            return false;
        }
        Range whole = new Range(open, item.to());
        boolean query = InsertReader.startsQuery(new Cursor(tokens, open));
        List<Range> values = query
                ? Collections.nCopies(targets.size(), whole)
                : Cursor.split(tokens, new Range(open + 1, item.to() - 1));
        if (values.size() != targets.size() || values.stream().anyMatch(Range::isEmpty)) {
            return false;
        }
        for (int i = 0; i < targets.size(); i++) {
            int target = targets.get(i);
            shape.sets.add(new Setting(target, target, values.get(i), ColumnUse.Role.ASSIGNED, onConflict));
        }
        shape.open(whole, ColumnUse.Role.EXPRESSION);
        return true;
    }

    private static @Nullable Setting setting(Tokens tokens, Range item, ShapeBuilder shape, boolean onConflict) {
        int target = item.from();
        // In PostgreSQL a.b is a field of the composite column a; elsewhere a is the table.
        if (tokens.is(target + 1, TokenKind.DOT) && shape.product != Product.POSTGRESQL) {
            if (!isTable(tokens, target, shape)) {
                return null;
            }
            target += 2;
        }
        Range value = new Range(target + 2, item.to());
        if (!tokens.isIdentifier(target) || !tokens.is(target + 1, '=') || value.isEmpty()) {
            return null;
        }
        return new Setting(target, item.from(), value, ColumnUse.Role.ASSIGNED, onConflict);
    }

    private static boolean isTable(Tokens tokens, int qualifier, ShapeBuilder shape) {
        Identifier visible = shape.alias != null ? shape.alias : shape.table.table();
        Identifier written = tokens.isIdentifier(qualifier) ? tokens.identifier(qualifier) : null;
        return written != null && written.text().equalsIgnoreCase(visible.text());
    }
}
