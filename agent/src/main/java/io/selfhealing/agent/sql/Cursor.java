package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place between two tokens, for reading a statement from left to right. */
final class Cursor {
    private final Tokens tokens;
    private final int end;
    private int at;

    Cursor(Tokens tokens, int at) {
        this.tokens = tokens;
        this.at = at;
        this.end = tokens.size();
    }

    /** At the start of what stands in brackets, which is all that it reads. */
    Cursor(Tokens tokens, Range bracketed) {
        this.tokens = tokens;
        this.at = bracketed.from();
        this.end = bracketed.to();
    }

    Tokens tokens() {
        return tokens;
    }

    int at() {
        return at;
    }

    void moveTo(int token) {
        at = token;
    }

    boolean atEnd() {
        return at >= end;
    }

    boolean sees(String keyword) {
        return tokens.is(at, keyword);
    }

    boolean sees(char character) {
        return tokens.is(at, character);
    }

    /** Moves over the keywords if they are all here; stays otherwise. */
    boolean take(String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (!tokens.is(at + i, keywords[i])) {
                return false;
            }
        }
        at += keywords.length;
        return true;
    }

    boolean take(TokenKind kind) {
        if (tokens.is(at, kind)) {
            at++;
            return true;
        }
        return false;
    }

    @Nullable
    Identifier takeIdentifier() {
        return tokens.isIdentifier(at) ? tokens.identifier(at++) : null;
    }

    /** Moves over {@code table} or {@code schema.table}. */
    @Nullable
    TableName takeTable() {
        Identifier first = takeIdentifier();
        if (first == null || !take(TokenKind.DOT)) {
            return first == null ? null : new TableName(null, first);
        }
        Identifier second = takeIdentifier();
        return second == null || tokens.is(at, TokenKind.DOT) ? null : new TableName(first, second);
    }

    /** Moves over a bracketed group and returns what is inside; null where there is none. */
    @Nullable
    Range takeGroup() {
        if (!sees('(')) {
            return null;
        }
        Range inside = new Range(at + 1, tokens.mate(at));
        at = inside.to() + 1;
        return inside;
    }

    /** Moves to the first of the keywords outside brackets and CASE, or to the end, and returns what was passed. */
    Range takeUntil(String... keywords) {
        int from = at;
        int cases = 0;
        while (!atEnd() && !(cases == 0 && seesAny(keywords))) {
            cases += sees("CASE") ? 1 : sees("END") && cases > 0 ? -1 : 0;
            at = tokens.next(at);
        }
        return new Range(from, at);
    }

    private boolean seesAny(String... keywords) {
        if (!tokens.is(at, TokenKind.WORD) || tokens.is(at - 1, TokenKind.DOT)) {
            return false;
        }
        for (String keyword : keywords) {
            if (sees(keyword)) {
                // IS [NOT] DISTINCT FROM is an operator, not the start of a FROM clause.
                return !(keyword.equals("FROM") && tokens.is(at - 1, "DISTINCT"));
            }
        }
        return false;
    }

    /** The parts of a range between commas outside brackets; one or more, of which some may be empty. */
    static List<Range> split(Tokens tokens, Range range) {
        List<Range> parts = new ArrayList<>();
        int from = range.from();
        for (int i = from; i < range.to(); i = tokens.next(i)) {
            if (tokens.is(i, TokenKind.COMMA)) {
                parts.add(new Range(from, i));
                from = i + 1;
            }
        }
        parts.add(new Range(from, range.to()));
        return parts;
    }
}
