package io.selfhealing.agent.sql;

import java.util.Arrays;

/** The tokens of one statement, by number. Comments and white space are none. */
final class Tokens {
    private final String sql;
    private final Product product;
    private final byte[] kinds;
    private final int[] starts;
    private final int[] ends;
    private final int[] mates;
    private final int[] parameters;
    private final int size;
    private final boolean wellFormed;

    Tokens(
            String sql,
            Product product,
            byte[] kinds,
            int[] starts,
            int[] ends,
            int[] mates,
            int[] parameters,
            int size,
            boolean wellFormed) {
        this.sql = sql;
        this.product = product;
        this.kinds = kinds;
        this.starts = starts;
        this.ends = ends;
        this.mates = mates;
        this.parameters = parameters;
        this.size = size;
        this.wellFormed = wellFormed;
    }

    String sql() {
        return sql;
    }

    /** Whose grammar they were read by. */
    Product product() {
        return product;
    }

    /** How many there are, semicolons at the end not counted. */
    int size() {
        return size;
    }

    /** Whether the text is one statement, every token of it is certain, and brackets are balanced. */
    boolean wellFormed() {
        return wellFormed;
    }

    TokenKind kind(int i) {
        return TokenKind.of(kinds[i]);
    }

    boolean is(int i, TokenKind kind) {
        return i >= 0 && i < size && kinds[i] == kind.code();
    }

    /** Whether token {@code i} exists and is that keyword, in any case. */
    boolean is(int i, String keyword) {
        return is(i, TokenKind.WORD)
                && ends[i] - starts[i] == keyword.length()
                && sql.regionMatches(true, starts[i], keyword, 0, keyword.length());
    }

    /** Whether token {@code i} exists and consists of exactly that character. */
    boolean is(int i, char character) {
        return i >= 0 && i < size && ends[i] - starts[i] == 1 && sql.charAt(starts[i]) == character;
    }

    boolean isIdentifier(int i) {
        return is(i, TokenKind.WORD) || is(i, TokenKind.QUOTED);
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return ends[i];
    }

    Span span(int i) {
        return new Span(starts[i], ends[i]);
    }

    /** The text from the first token of a range to its last. */
    Span span(Range range) {
        return new Span(starts[range.from()], ends[range.to() - 1]);
    }

    String text(int i) {
        return sql.substring(starts[i], ends[i]);
    }

    Identifier identifier(int i) {
        String text = text(i);
        if (!is(i, TokenKind.QUOTED)) {
            return new Identifier(text, false);
        }
        if (UnicodeName.startsAt(text, 0, product)) {
            return new Identifier(UnicodeName.decoded(text), true);
        }
        String quote = text.substring(0, 1);
        return new Identifier(text.substring(1, text.length() - 1).replace(quote + quote, quote), true);
    }

    /** The closing bracket of an opening one. */
    int mate(int i) {
        return mates[i];
    }

    /** The token after {@code i}, or after the brackets that {@code i} opens. */
    int next(int i) {
        return is(i, TokenKind.OPEN) ? mates[i] + 1 : i + 1;
    }

    /** The token that starts at a character, or a negative number. */
    int at(int character) {
        return Arrays.binarySearch(starts, 0, size, character);
    }

    int parameterCount() {
        return parameters.length;
    }

    /** The token of a zero-based parameter. */
    int parameter(int number) {
        return parameters[number];
    }

    /** How many parameters come before a token. */
    int parametersBefore(int token) {
        int place = Arrays.binarySearch(parameters, token);
        return place >= 0 ? place : -place - 1;
    }
}
