package io.selfhealing.agent.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which row what an INSERT, or H2's MERGE … KEY, spells out ends up.
 *
 * @param target for {@link Kind#OWN_OR_SAME} the columns, named as the catalog holds them, in which the other row has the same values; empty where they are the
 *     primary key
 * @param taken for {@link Kind#OWN_OR_SAME} the columns, likewise, into which that row gets the very value that was to be inserted
 * @param conditional for {@link Kind#OWN_OR_SAME} whether that row may stay as it is
 */
public record Landing(Kind kind, Set<String> target, Set<String> taken, boolean conditional) {
    /** Which row it is. */
    public enum Kind {
        /** A new one. */
        OWN,
        /** A new one, or none. */
        OWN_OR_NONE,
        /** A new one, or one that has the same values in some columns. */
        OWN_OR_SAME,
        /** The text does not tell. */
        UNKNOWN
    }

    public Landing {
        target = Set.copyOf(target);
        taken = Set.copyOf(taken);
    }

    /** A new row, whatever is in the table. */
    public static final Landing OWN = new Landing(Kind.OWN, Set.of(), Set.of(), false);

    /** Any row, or none; also of what inserts no row that the text spells out. */
    public static final Landing UNKNOWN = new Landing(Kind.UNKNOWN, Set.of(), Set.of(), true);

    private static final Landing OWN_OR_NONE = new Landing(Kind.OWN_OR_NONE, Set.of(), Set.of(), false);

    static Landing of(Tokens tokens, Shape shape, Dialect dialect) {
        if (shape.rows().isEmpty() || replacesOrIgnores(tokens, shape)) {
            return UNKNOWN;
        }
        if (shape.kind() == StatementKind.MERGE) {
            return new Landing(
                    Kind.OWN_OR_SAME,
                    names(tokens, shape.conflictTargets(), dialect),
                    names(tokens, shape.inserted(), dialect),
                    false);
        }
        if (!shape.conflict()) {
            return shape.fromQuery() ? OWN_OR_NONE : OWN;
        }
        return shape.fromQuery() ? UNKNOWN : ofConflict(tokens, shape, dialect);
    }

    /** The same where columns have other names, and some are not written. */
    Landing moved(Map<String, String> renames, Set<String> leftOut) {
        return new Landing(kind, moved(target, renames, leftOut), moved(taken, renames, leftOut), conditional);
    }

    private static Set<String> moved(Set<String> columns, Map<String, String> renames, Set<String> leftOut) {
        Set<String> moved = new HashSet<>();
        for (String column : columns) {
            if (!leftOut.contains(column)) {
                moved.add(renames.getOrDefault(column, column));
            }
        }
        return moved;
    }

    /** MySQL's IGNORE, which also changes values, and REPLACE. */
    private static boolean replacesOrIgnores(Tokens tokens, Shape shape) {
        for (int i = 0; i < shape.tableToken(); i++) {
            if (tokens.is(i, "IGNORE") || tokens.is(i, "REPLACE")) {
                return true;
            }
        }
        return false;
    }

    private static Landing ofConflict(Tokens tokens, Shape shape, Dialect dialect) {
        Cursor cursor = new Cursor(tokens, shape.tableToken() + 1);
        cursor.takeUntil("CONFLICT");
        if (!cursor.take("CONFLICT")) {
            return UNKNOWN; // MySQL's ON DUPLICATE KEY: it may be any unique key.
        }
        Range items = cursor.takeGroup();
        boolean plain = items != null
                && Cursor.split(tokens, items).size() == shape.conflictTargets().size()
                && cursor.sees("DO");
        cursor.takeUntil("DO");
        if (cursor.take("DO", "NOTHING")) {
            return OWN_OR_NONE;
        }
        if (!plain || !cursor.take("DO", "UPDATE", "SET")) {
            return UNKNOWN;
        }
        cursor.takeUntil("WHERE", "RETURNING");
        return new Landing(
                Kind.OWN_OR_SAME,
                names(tokens, shape.conflictTargets(), dialect),
                taken(tokens, shape, dialect),
                cursor.sees("WHERE"));
    }

    private static Set<String> names(Tokens tokens, List<Integer> columns, Dialect dialect) {
        Set<String> names = new HashSet<>();
        columns.forEach(token -> names.add(tokens.identifier(token).name(dialect)));
        return names;
    }

    private static Set<String> taken(Tokens tokens, Shape shape, Dialect dialect) {
        Set<String> taken = new HashSet<>();
        for (Shape.Setting setting : shape.sets()) {
            String column = tokens.identifier(setting.target()).name(dialect);
            if (setting.onConflict() && column.equals(excluded(tokens, setting.value(), dialect))) {
                taken.add(column);
            }
        }
        return taken;
    }

    /** The column of {@code excluded.column}; null for every other expression. */
    private static @Nullable String excluded(Tokens tokens, Range value, Dialect dialect) {
        boolean plain = value.size() == 3
                && tokens.is(value.from(), "excluded")
                && tokens.is(value.from() + 1, TokenKind.DOT)
                && tokens.isIdentifier(value.from() + 2);
        return plain ? tokens.identifier(value.from() + 2).name(dialect) : null;
    }
}
