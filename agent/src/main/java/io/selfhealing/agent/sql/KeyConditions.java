package io.selfhealing.agent.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the conjuncts {@code column = value} of a WHERE; {@code column IN (value)} says the same. */
final class KeyConditions {
    private final Tokens tokens;
    private final Expressions expressions;
    private final Values values;
    private final Map<Integer, ColumnUse> usesByStart = new HashMap<>();
    private final List<KeyCondition> found = new ArrayList<>();
    private boolean only = true;

    KeyConditions(Tokens tokens, Range where, List<ColumnUse> uses) {
        this.tokens = tokens;
        expressions = new Expressions(tokens);
        values = new Values(tokens);
        uses.forEach(use -> usesByStart.put(use.span().start(), use));
        read(where);
    }

    List<KeyCondition> found() {
        return found;
    }

    /** Whether the WHERE consists of nothing else. */
    boolean only() {
        return only;
    }

    private void read(Range where) {
        Deque<Range> open = new ArrayDeque<>(List.of(where));
        while (!open.isEmpty()) {
            Range range = withoutBrackets(open.pop());
            List<Range> conjuncts = conjuncts(range);
            if (conjuncts.size() > 1) {
                for (int i = conjuncts.size() - 1; i >= 0; i--) {
                    open.push(conjuncts.get(i));
                }
            } else {
                KeyCondition condition = conjuncts.isEmpty() ? null : condition(range);
                only &= condition != null;
                if (condition != null) {
                    found.add(condition);
                }
            }
        }
    }

    private Range withoutBrackets(Range range) {
        Range inner = range;
        while (!inner.isEmpty() && tokens.is(inner.from(), '(') && tokens.mate(inner.from()) == inner.to() - 1) {
            inner = new Range(inner.from() + 1, inner.to() - 1);
        }
        return inner;
    }

    /** The parts between ANDs outside brackets; none where there is an OR, or a CASE that could hide one. */
    private List<Range> conjuncts(Range range) {
        List<Range> parts = new ArrayList<>();
        int from = range.from();
        boolean between = false;
        for (int i = from; i < range.to(); i = tokens.next(i)) {
            if (tokens.is(i, "OR") || tokens.is(i, "CASE")) {
                return List.of();
            }
            if (tokens.is(i, "BETWEEN")) {
                between = true;
            } else if (tokens.is(i, "AND") && between) {
                between = false;
            } else if (tokens.is(i, "AND")) {
                parts.add(new Range(from, i));
                from = i + 1;
            }
        }
        parts.add(new Range(from, range.to()));
        return parts;
    }

    private @Nullable KeyCondition condition(Range range) {
        if (range.isEmpty() || !tokens.isIdentifier(range.from())) {
            return null;
        }
        int last = expressions.lastOfName(range.from());
        ColumnUse use = usesByStart.get(tokens.start(last));
        Range right = right(last + 1, range.to());
        return use == null || right == null || !isSimple(right) ? null : new KeyCondition(use, values.of(right));
    }

    /** What a column is compared with for equality; null where it is not. */
    private @Nullable Range right(int operator, int to) {
        if (tokens.is(operator, '=')) {
            return new Range(operator + 1, to);
        }
        boolean list = tokens.is(operator, "IN") && tokens.is(operator + 1, '(') && tokens.mate(operator + 1) == to - 1;
        return list ? new Range(operator + 2, to - 1) : null;
    }

    /** A parameter, a literal or NULL, perhaps cast. */
    private boolean isSimple(Range range) {
        if (range.isEmpty()) {
            return false;
        }
        int atom = range.from();
        if (tokens.is(atom, "CAST") && tokens.is(atom + 1, '(') && tokens.mate(atom + 1) == range.to() - 1) {
            int operand = atom + 2;
            return isAtom(operand)
                    && tokens.is(operand + 1, "AS")
                    && expressions.afterType(operand + 2) == range.to() - 1;
        }
        if (tokens.is(atom, '-') && tokens.is(atom + 1, TokenKind.NUMBER)) {
            atom++;
        }
        int end = atom + 1;
        while (isAtom(atom) && tokens.is(end, TokenKind.CAST) && end < range.to()) {
            end = expressions.afterType(end + 1);
        }
        return isAtom(atom) && end == range.to();
    }

    private boolean isAtom(int token) {
        return tokens.is(token, TokenKind.PARAMETER)
                || tokens.is(token, TokenKind.STRING)
                || tokens.is(token, TokenKind.NUMBER)
                || tokens.is(token, "NULL")
                || tokens.is(token, "TRUE")
                || tokens.is(token, "FALSE");
    }
}
