package io.selfhealing.agent.sql;

/** Walks an expression and meets the names in it that can be columns. */
final class Expressions {
    private final Tokens tokens;

    Expressions(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Told of what an expression contains, from left to right. */
    interface Visitor {
        /** A name, perhaps with qualifiers, of the tokens {@code first} to {@code last}. */
        void name(int first, int last);

        /** A subquery, without its brackets; what is in it is not visited. */
        default void subquery(Range inside) {}
    }

    /** Visits all names of a query, those of its subqueries included. */
    void walkThrough(Range query, Visitor visitor) {
        walk(query, false, true, visitor);
    }

    /**
     * Visits the names and the subqueries of an expression.
     *
     * @param aliases whether a name that directly follows an expression is an alias, as in RETURNING
     */
    void walk(Range range, boolean aliases, Visitor visitor) {
        walk(range, aliases, false, visitor);
    }

    private void walk(Range range, boolean aliases, boolean through, Visitor visitor) {
        int i = range.from();
        while (i < range.to()) {
            if (tokens.is(i, '(')) {
                // All brackets of a run are judged by what follows the last: looking from each would be quadratic.
                int inside = afterRun(i);
                boolean subquery = !through && isQuery(inside);
                if (subquery) {
                    visitor.subquery(new Range(i + 1, tokens.mate(i)));
                }
                i = subquery ? tokens.next(i) : inside;
            } else if (tokens.is(i, TokenKind.CAST)) {
                i = afterType(i + 1);
            } else if (!tokens.isIdentifier(i) || tokens.is(i - 1, TokenKind.DOT)) {
                i++;
            } else {
                int skipped = afterNonColumn(i, aliases && i > range.from());
                int last = lastOfName(i);
                if (skipped == i) {
                    visitor.name(i, last);
                    skipped = last + 1;
                }
                i = skipped;
            }
        }
    }

    /** Whether the last word of an item of a list gives it a name of its own. */
    boolean endsInAlias(Range item) {
        int last = item.to() - 1;
        boolean word = tokens.isIdentifier(last) || tokens.is(last, TokenKind.STRING);
        return tokens.is(last - 1, "AS")
                || (item.size() > 1
                        && word
                        && !tokens.is(last, "END")
                        && !tokens.is(last, "NULL")
                        && followsOperand(last));
    }

    int lastOfName(int first) {
        int last = first;
        while (tokens.is(last + 1, TokenKind.DOT) && tokens.isIdentifier(last + 2)) {
            last += 2;
        }
        return last;
    }

    private int afterRun(int open) {
        int i = open;
        while (tokens.is(i, '(')) {
            i++;
        }
        return i;
    }

    private boolean isQuery(int i) {
        return tokens.is(i, "SELECT")
                || tokens.is(i, "WITH")
                || tokens.is(i, "TABLE")
                // In MySQL VALUES(x) is a function.
                || (tokens.is(i, "VALUES")
                        && tokens.is(i + 1, '(')
                        && !tokens.product().speaksMySql());
    }

    /** Where to go on if the identifier at {@code i} is no column; {@code i} if it may be one. */
    private int afterNonColumn(int i, boolean aliases) {
        int last = lastOfName(i);
        int next = last + 1;
        if (tokens.is(next, '(')) {
            return tokens.is(i, "OPERATOR") ? tokens.next(next) : next;
        }
        boolean wholeRow = tokens.is(next, TokenKind.DOT);
        boolean typeOfLiteral = tokens.is(next, TokenKind.STRING);
        boolean argumentName = tokens.is(next, TokenKind.OPERATOR) && isOneOf(tokens.text(next), "=>", ":=");
        if (wholeRow || typeOfLiteral || argumentName) {
            return next;
        }
        int afterKeyword = i == last && tokens.is(i, TokenKind.WORD) ? afterKeyword(i) : i;
        return afterKeyword == i && aliases && followsOperand(i) ? next : afterKeyword;
    }

    private int afterKeyword(int i) {
        if (tokens.is(i, "AS")) {
            return afterType(i + 1);
        }
        if (tokens.is(i, "COLLATE")) {
            return lastOfName(i + 1) + 1;
        }
        if (tokens.is(i, "AT") && tokens.is(i + 1, "TIME") && tokens.is(i + 2, "ZONE")) {
            return i + 3;
        }
        if (tokens.is(i, "AT") && tokens.is(i + 1, "LOCAL")) {
            return i + 2;
        }
        String word = tokens.text(i);
        boolean unitOfInterval = followsOfInterval(i) && Keywords.isIntervalUnit(word);
        return isKeyword(word) || unitOfInterval || isUnitArgument(i) || tokens.is(i - 1, '{') ? i + 1 : i;
    }

    /** MySQL writes {@code INTERVAL ? DAY}; nothing but a unit or an alias can follow an operand there. */
    private boolean followsOfInterval(int i) {
        boolean operand = tokens.is(i - 1, TokenKind.NUMBER) || tokens.is(i - 1, TokenKind.PARAMETER);
        return tokens.is(i - 1, TokenKind.STRING)
                || (operand && tokens.product().speaksMySql());
    }

    private boolean isUnitArgument(int i) {
        return tokens.is(i - 1, '(')
                && tokens.is(i - 2, TokenKind.WORD)
                && Keywords.takesUnit(tokens.text(i - 2))
                && (tokens.is(i + 1, TokenKind.COMMA) || tokens.is(i + 1, "FROM"));
    }

    private boolean followsOperand(int i) {
        return switch (tokens.kind(i - 1)) {
            case QUOTED, STRING, NUMBER, PARAMETER, CLOSE -> true;
            case WORD -> tokens.is(i - 1, "END") || !isKeyword(tokens.text(i - 1));
            case OPERATOR -> tokens.is(i - 1, '*') && tokens.is(i - 2, TokenKind.DOT);
            default -> false;
        };
    }

    /** The token after the type that starts at {@code i}, such as {@code double precision} or {@code public.mood[]}. */
    int afterType(int i) {
        if (!tokens.isIdentifier(i)) {
            return i;
        }
        int next = lastOfName(i) + 1;
        while (tokens.is(next, '(')
                || tokens.is(next, '[')
                || (tokens.is(next, TokenKind.WORD) && Keywords.isTypeTail(tokens.text(next)))) {
            next = tokens.next(next);
        }
        return next;
    }

    private boolean isKeyword(String word) {
        return Keywords.isReserved(word, tokens.product()) || Keywords.isReadAsKeyword(word, tokens.product());
    }

    private static boolean isOneOf(String text, String one, String other) {
        return text.equals(one) || text.equals(other);
    }
}
