package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the parameters and literals that an expression may give as its own value. */
final class PassedValues {
    private static final Set<String> FUNCTIONS = Set.of(
            "COALESCE",
            "IFNULL",
            "NVL",
            "NULLIF",
            "UPPER",
            "LOWER",
            "UCASE",
            "LCASE",
            "TRIM",
            "BTRIM",
            "LTRIM",
            "RTRIM");

    /** Calls in calls that are looked into. */
    private static final int DEEPEST = 8;

    private final Tokens tokens;
    private final Values values;
    private final Expressions expressions;

    PassedValues(Tokens tokens, Values values) {
        this.tokens = tokens;
        this.values = values;
        expressions = new Expressions(tokens);
    }

    /** @param range of an expression that is more than a literal or a parameter */
    List<Value> of(Range range) {
        List<Value> passed = new ArrayList<>();
        collect(range, DEEPEST, passed);
        return passed;
    }

    private void collect(Range range, int depth, List<Value> passed) {
        Range open = range;
        while (open.size() > 1 && depth > 0) {
            int first = open.from();
            int last = open.to() - 1;
            if (tokens.is(first, '(') && tokens.mate(first) == last) {
                open = new Range(first + 1, last);
            } else if (isCall(first, last) && tokens.is(first, "CAST")) {
                open = operand(new Range(first + 2, last));
            } else if (isCall(first, last) && FUNCTIONS.contains(upper(first))) {
                arguments(new Range(first + 2, last), depth - 1, passed);
                return;
            } else {
                open = operand(open);
            }
        }
        if (open.size() == 1 && (range.size() > 1 || depth < DEEPEST)) {
            Value value = values.of(open);
            if (value instanceof Value.Parameter || value instanceof Value.Literal) {
                passed.add(value);
            }
        }
    }

    private String upper(int token) {
        return tokens.text(token).toUpperCase(Locale.ROOT);
    }

    private boolean isCall(int first, int last) {
        return tokens.is(first, TokenKind.WORD) && tokens.is(first + 1, '(') && tokens.mate(first + 1) == last;
    }

    private void arguments(Range inside, int depth, List<Value> passed) {
        for (Range argument : Cursor.split(tokens, inside)) {
            if (!argument.isEmpty()) {
                collect(argument, depth, passed);
            }
            if (tokens.is(inside.from() - 2, "NULLIF")) {
                return; // The second is what it never gives.
            }
        }
    }

    /** What is cast by the last {@code ::} or {@code AS}; nothing where that is not all there is. */
    private Range operand(Range range) {
        int end = tokens.next(range.from());
        if (tokens.is(range.from(), TokenKind.WORD) && tokens.is(end, '(')) {
            end = tokens.next(end);
        }
        int next = end;
        while (next < range.to() && tokens.is(next, TokenKind.CAST)) {
            next = expressions.afterType(next + 1);
        }
        if (next < range.to() && tokens.is(next, "AS")) {
            next = expressions.afterType(next + 1);
        }
        boolean casts = next == range.to() && end < next;
        return casts ? new Range(range.from(), end) : new Range(range.from(), range.from());
    }
}
