package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Query.Source;
import io.selfhealing.agent.sql.Query.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the clauses of a simple query by its tokens. Returns null wherever a clause is not one it knows. */
final class QueryReader {
    /** Words with which a clause behind the items of a query begins. */
    private static final List<String> CLAUSE_WORDS = List.of(
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
            "PROCEDURE");

    private static final String[] CLAUSES = clauses();

    /** Words with which the next table begins, or what is said of both. */
    private static final Set<String> JOINS =
            Set.of("ON", "USING", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL");

    /** Other words that cannot be an alias where one could stand. */
    private static final Set<String> NO_ALIAS = Set.of(
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
            "WITH",
            "AS",
            "AT",
            "MATCH_RECOGNIZE",
            "PIVOT",
            "UNPIVOT",
            "LATERAL");

    private static final Set<String> LOCKS = Set.of("UPDATE", "SHARE", "NO", "KEY", "SKIP", "LOCKED", "NOWAIT", "WAIT");

    /** Where a clause of a query ends: at the next one, or at a word of the statement around it. */
    static String[] clauses(String... around) {
        return Stream.concat(CLAUSE_WORDS.stream(), Stream.of(around)).toArray(String[]::new);
    }

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
        for (int i = range.from(); i < range.to(); i++) {
            if (!tokens.is(i, TokenKind.NUMBER) && !LOCKS.contains(word(i))) {
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
        if (tokens.isIdentifier(cursor.at()) && !cursor.atEnd() && (named || !isNoName(cursor.at()))) {
            alias = cursor.takeIdentifier();
        } else if (named) {
            return null;
        }
        if (cursor.sees('(') && !cursor.atEnd()) {
            return null; // Names for its columns.
        }
        return new Source(table, alias != null ? alias : table == null ? null : table.table(), token);
    }

    private boolean isNoName(int token) {
        if (!tokens.is(token, TokenKind.WORD)) {
            return false;
        }
        String word = word(token);
        return NO_ALIAS.contains(word) || JOINS.contains(word) || CLAUSE_WORDS.contains(word);
    }

    private String word(int token) {
        return tokens.text(token).toUpperCase(Locale.ROOT);
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
                && tokens.is(at, TokenKind.WORD)
                && JOINS.contains(word(at));
    }
}
