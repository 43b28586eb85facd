package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the labels of a RETURNING, or of a query of a delta table: the application reads the result by the names that it wrote, so
 * what would be returned under another name now gets the old one as its alias.
 *
 * <p>PostgreSQL labels a column with its name also through brackets, casts, COLLATE and the ELSE of a CASE
 * ({@code FigureColname} in its source), any other expression with a word of its own. MariaDB labels an expression with its text.
 */
final class ReturnedLabels {
    private final Tokens tokens;
    private final Expressions expressions;

    private ReturnedLabels(Tokens tokens) {
        this.tokens = tokens;
        expressions = new Expressions(tokens);
    }

    static void keep(Tokens tokens, List<ColumnUse> renamed, Splice.Builder changes) {
        Map<Integer, ColumnUse> returned = new HashMap<>();
        for (ColumnUse use : renamed) {
            if (use.role() == ColumnUse.Role.RETURNED) {
                returned.put(tokens.at(use.span().start()), use);
            }
        }
        if (returned.isEmpty()) {
            return;
        }
        ReturnedLabels labels = new ReturnedLabels(tokens);
        for (Range item : Cursor.split(tokens, list(tokens))) {
            String label = labels.changed(item, returned);
            if (!label.isEmpty()) {
                changes.insert(tokens.span(item).end(), " AS " + label);
            }
        }
    }

    /** Empty where there is no RETURNING. */
    static Range list(Tokens tokens) {
        DeltaTable delta = DeltaTable.read(tokens);
        if (delta != null) {
            return delta.list();
        }
        Cursor cursor = new Cursor(tokens, 0);
        cursor.takeUntil("RETURNING");
        int from = Math.min(cursor.at() + 1, tokens.size());
        return new Range(from, tokens.size());
    }

    /** The label that the item had, as it would be written; empty where it keeps it. */
    private String changed(Range item, Map<Integer, ColumnUse> returned) {
        ColumnUse label = returned.get(column(item));
        if (label != null) {
            return label.span().of(tokens.sql());
        }
        boolean byText = tokens.product().speaksMySql() && !expressions.endsInAlias(item);
        boolean touched =
                byText && returned.keySet().stream().anyMatch(token -> item.from() <= token && token < item.to());
        return touched ? "`" + tokens.span(item).of(tokens.sql()).replace("`", "``") + "`" : "";
    }

    /** The token of the column whose name labels the expression; -1 where no column's does. */
    private int column(Range expression) {
        Range open = expression;
        while (!open.isEmpty()) {
            int first = open.from();
            int last = open.to() - 1;
            if (tokens.is(first, "CASE") && tokens.is(last, "END")) {
                open = otherwise(open);
            } else if (isCast(first, open.to())) {
                Cursor inside = new Cursor(tokens, new Range(first + 2, tokens.mate(first + 1)));
                open = inside.takeUntil("AS");
            } else if (tokens.is(first, '(') && tokens.is(first + 1, "SELECT") && tokens.mate(first) == last) {
                open = selected(new Range(first + 2, last));
            } else if (tokens.is(first, '(') && behind(tokens.next(first)) == open.to()) {
                open = new Range(first + 1, tokens.mate(first));
            } else {
                int name = tokens.isIdentifier(first) ? expressions.lastOfName(first) : -1;
                return name >= 0 && behind(name + 1) == open.to() ? name : -1;
            }
        }
        return -1;
    }

    private boolean isCast(int first, int end) {
        return tokens.is(first, "CAST") && tokens.is(first + 1, '(') && behind(tokens.next(first + 1)) == end;
    }

    /** Behind the casts, collations and subscripts that follow an operand. */
    private int behind(int operand) {
        int at = operand;
        while (tokens.is(at, TokenKind.CAST) || tokens.is(at, "COLLATE") || tokens.is(at, '[')) {
            at = tokens.is(at, TokenKind.CAST)
                    ? expressions.afterType(at + 1)
                    : tokens.is(at, '[') ? tokens.next(at) : expressions.lastOfName(at + 1) + 1;
        }
        return at;
    }

    private Range otherwise(Range cases) {
        List<Integer> open = new ArrayList<>();
        int otherwise = cases.to();
        for (int i = cases.from(); i < cases.to(); i = tokens.next(i)) {
            if (tokens.is(i, "CASE")) {
                open.add(i);
            } else if (tokens.is(i, "END")) {
                open.remove(open.size() - 1);
                if (open.isEmpty() && i < cases.to() - 1) {
                    return new Range(cases.to(), cases.to()); // CASE … END + CASE … END
                }
            } else if (tokens.is(i, "ELSE") && open.size() == 1) {
                otherwise = i + 1;
            }
        }
        return new Range(Math.min(otherwise, cases.to() - 1), cases.to() - 1);
    }

    /** What a subquery selects first. */
    private Range selected(Range inside) {
        Cursor cursor = new Cursor(tokens, inside);
        cursor.take("ALL");
        cursor.take("DISTINCT");
        Range list = cursor.takeUntil("FROM", "WHERE", "GROUP", "ORDER", "LIMIT", "UNION");
        return Cursor.split(tokens, list).get(0);
    }
}
