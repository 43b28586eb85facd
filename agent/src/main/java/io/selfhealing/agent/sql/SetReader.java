package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Shape.Setting;
import org.jspecify.annotations.Nullable;

/** Reads the assignments of a SET clause. */
final class SetReader {
    private SetReader() {}

    /** Reads up to the first of {@code ends} outside brackets; false where an assignment is not {@code column = value}. */
    static boolean read(Cursor cursor, ShapeBuilder shape, boolean onConflict, String... ends) {
        Range clause = cursor.takeUntil(ends);
        for (Range item : Cursor.split(cursor.tokens(), clause)) {
            Setting setting = setting(cursor.tokens(), item, shape, onConflict);
            if (setting == null) {
                return false;
            }
            shape.sets.add(setting);
            shape.open(setting.value(), ColumnUse.Role.EXPRESSION);
        }
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
