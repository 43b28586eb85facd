package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Query.Source;
import io.selfhealing.agent.sql.Query.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the clauses of a simple query by its tokens. Returns null wherever a clause is not one it knows. */
final class QueryReader {
    private static final String[] CLAUSES = {
        "FROM",
        "WHERE",
        "GROUP",
        "HAVING",
        "WINDOW",
        "QUALIFY",
        "UNION",
        "INTERSECT",
        "EXCEPT",
        "MINUS",
        "ORDER",
        "LIMIT",
        "OFFSET",
        "FETCH",
        "FOR",
        "INTO",
        "LOCK",
        "PROCEDURE"
    };

    /** Words that cannot be an alias where one could stand. */
    private static final Set<String> NO_ALIAS = Set.of(
            "ON",
            "USING",
            "JOIN",
            "INNER",
            "LEFT",
            "RIGHT",
            "FULL",
            "CROSS",
            "NATURAL",
            "OUTER",
            "STRAIGHT_JOIN",
            "TABLESAMPLE",
            "PARTITION",
            "USE",
            "FORCE",
            "IGNORE",
            "SET",
            "RETURNING",
            "WHEN",
            "FROM",
            "WHERE",
            "GROUP",
            "HAVING",
            "WINDOW",
            "QUALIFY",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "MINUS",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "FOR",
            "INTO",
            "LOCK",
            "PROCEDURE",
            "WITH",
            "AS",
            "AT",
            "MATCH_RECOGNIZE",
            "PIVOT",
            "UNPIVOT",
            "LATERAL");

    private final Tokens tokens;
    private final Expressions expressions;

    QueryReader(Tokens tokens) {
        this.tokens = tokens;
        expressions = new Expressions(tokens);
    }

    /** Of what stands in brackets, or behind INSERT's column list. */
    @Nullable
    Query read(Range range) {
        Range inner = range;
        while (!inner.isEmpty() && tokens.is(inner.from(), '(') && tokens.mate(inner.from()) == inner.to() - 1) {
            inner = new Range(inner.from() + 1, inner.to() - 1);
        }
        Cursor cursor = new Cursor(tokens, inner);
        if (!cursor.take("SELECT")) {
            return null;
        }
        cursor.take("ALL");
        if (cursor.take("DISTINCT") && cursor.sees("ON")) {
            return null;
        }
        Range items = cursor.takeUntil(CLAUSES);
        Sources sources = Sources.NONE;
        if (cursor.take("FROM")) {
            Sources read = sources(cursor.takeUntil(CLAUSES));
            if (read == null) {
                return null;
            }
            sources = read;
        }
        List<Range> conditions = new ArrayList<>();
        if (cursor.take("WHERE")) {
            conditions.add(cursor.takeUntil(CLAUSES));
        }
        List<Range> late = late(cursor);
        return late == null ? null : new Query(items, sources, conditions, late, labels(items));
    }

    private List<Identifier> labels(Range items) {
        List<Identifier> labels = new ArrayList<>();
        for (Range item : Cursor.split(tokens, items)) {
            int last = item.to() - 1;
            if (!item.isEmpty() && tokens.isIdentifier(last) && expressions.endsInAlias(item)) {
                labels.add(tokens.identifier(last));
            }
        }
        return labels;
    }

    /** {@code [GROUP BY …] [HAVING …] [ORDER BY …] [LIMIT …] [OFFSET …] [FETCH …] [FOR …]}, in whichever order. */
    private @Nullable List<Range> late(Cursor cursor) {
        List<Range> late = new ArrayList<>();
        while (!cursor.atEnd()) {
            if (cursor.take("FOR")) {
                return isLock(cursor.takeUntil()) ? late : null;
            }
            boolean known = cursor.take("GROUP", "BY")
                    || cursor.take("ORDER", "BY")
                    || cursor.take("HAVING")
                    || cursor.take("LIMIT")
                    || cursor.take("OFFSET")
                    || cursor.take("FETCH");
            if (!known) {
                return null;
            }
            late.add(cursor.takeUntil(CLAUSES));
        }
        return late;
    }

    private boolean isLock(Range range) {
        Set<String> words = Set.of("UPDATE", "SHARE", "NO", "KEY", "SKIP", "LOCKED", "NOWAIT", "WAIT");
        for (int i = range.from(); i < range.to(); i++) {
            if (!tokens.is(i, TokenKind.NUMBER)
                    && !words.contains(tokens.text(i).toUpperCase(java.util.Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    /** What stands behind FROM, or behind USING. */
    @Nullable
    Sources sources(Range range) {
        Cursor cursor = new Cursor(tokens, range);
        List<Source> tables = new ArrayList<>();
        List<Range> conditions = new ArrayList<>();
        List<Range> derived = new ArrayList<>();
        do {
            Source source = source(cursor, derived);
            if (source == null) {
                return null;
            }
            tables.add(source);
            if (cursor.take("ON")) {
                conditions.add(condition(cursor));
            }
        } while (takeJoin(cursor));
        return cursor.atEnd() ? new Sources(tables, conditions, derived) : null;
    }

    private static boolean takeJoin(Cursor cursor) {
        if (cursor.take(TokenKind.COMMA)) {
            return true;
        }
        boolean side = cursor.take("LEFT") || cursor.take("RIGHT") || cursor.take("FULL");
        if (side) {
            cursor.take("OUTER");
        } else if (!cursor.take("INNER")) {
            cursor.take("CROSS");
        }
        return cursor.take("JOIN");
    }

    private @Nullable Source source(Cursor cursor, List<Range> derived) {
        TableName table = null;
        int token = cursor.at();
        if (cursor.sees('(')) {
            Range inside = cursor.takeGroup();
            if (inside == null || !tokens.is(inside.from(), "SELECT")) {
                return null;
            }
            derived.add(inside);
        } else {
            cursor.take("ONLY");
            int at = cursor.at();
            if (!tokens.isIdentifier(at) || isNoName(at)) {
                return null;
            }
            table = cursor.takeTable();
            token = cursor.at() - 1;
            if (table == null || cursor.sees('(')) {
                return null;
            }
        }
        Identifier alias = null;
        boolean named = cursor.take("AS");
        if (tokens.isIdentifier(cursor.at()) && cursorInside(cursor) && (named || !isNoName(cursor.at()))) {
            alias = cursor.takeIdentifier();
        } else if (named) {
            return null;
        }
        if (cursor.sees('(') && cursorInside(cursor)) {
            return null; // Names for its columns.
        }
        return new Source(table, alias != null ? alias : table == null ? null : table.table(), token);
    }

    private static boolean cursorInside(Cursor cursor) {
        return !cursor.atEnd();
    }

    private boolean isNoName(int token) {
        return tokens.is(token, TokenKind.WORD)
                && NO_ALIAS.contains(tokens.text(token).toUpperCase(java.util.Locale.ROOT));
    }

    /** Up to the next table outside brackets. */
    private Range condition(Cursor cursor) {
        int from = cursor.at();
        int cases = 0;
        while (!cursor.atEnd() && !(cases == 0 && endsCondition(cursor.at()))) {
            cases += cursor.sees("CASE") ? 1 : cursor.sees("END") && cases > 0 ? -1 : 0;
            cursor.moveTo(tokens.next(cursor.at()));
        }
        return new Range(from, cursor.at());
    }

    private boolean endsCondition(int at) {
        if (tokens.is(at, TokenKind.COMMA)) {
            return true;
        }
        boolean function = tokens.is(at + 1, '(');
        return !tokens.is(at - 1, TokenKind.DOT)
                && !function
                && (tokens.is(at, "JOIN")
                        || tokens.is(at, "INNER")
                        || tokens.is(at, "LEFT")
                        || tokens.is(at, "RIGHT")
                        || tokens.is(at, "FULL")
                        || tokens.is(at, "CROSS")
                        || tokens.is(at, "NATURAL")
                        || tokens.is(at, "ON")
                        || tokens.is(at, "USING"));
    }
}
