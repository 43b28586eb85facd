package io.selfhealing.agent.sql;

import java.util.Arrays;

/** Collects the tokens of a statement. */
final class Tokenizer {
    private static final String ESCAPE_CLAUSE = "UESCAPE";

    private final String sql;
    private final Product product;
    private byte[] kinds;
    private int[] starts;
    private int[] ends;
    private int size;
    private int parameterCount;
    private boolean wellFormed = true;

    private Tokenizer(String sql, Product product) {
        this.sql = sql;
        this.product = product;
        int capacity = 16 + sql.length() / 4;
        kinds = new byte[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    static Tokens tokens(String sql, Product product) {
        Tokenizer tokenizer = new Tokenizer(sql, product);
        tokenizer.readAll();
        return tokenizer.finish();
    }

    private void readAll() {
        int at = Lexer.skip(sql, 0, product);
        while (at < sql.length()) {
            long token = Lexer.read(sql, at, product);
            append(Lexer.kind(token), at, Lexer.end(token));
            at = Lexer.skip(sql, Lexer.end(token), product);
        }
    }

    private void append(TokenKind kind, int start, int end) {
        if (size == kinds.length) {
            int capacity = size + size / 2;
            kinds = Arrays.copyOf(kinds, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        kinds[size] = (byte) kind.code();
        starts[size] = start;
        ends[size] = end;
        size++;
        if (kind == TokenKind.PARAMETER) {
            parameterCount++;
        } else if (kind == TokenKind.BROKEN || (kind == TokenKind.WORD && isEscapeClause(start, end))) {
            wellFormed = false;
        }
    }

    /** UESCAPE says with which character the name before it is spelled. */
    private boolean isEscapeClause(int start, int end) {
        return end - start == ESCAPE_CLAUSE.length()
                && sql.regionMatches(true, start, ESCAPE_CLAUSE, 0, ESCAPE_CLAUSE.length());
    }

    private Tokens finish() {
        while (size > 0 && kind(size - 1) == TokenKind.SEMICOLON) {
            size--;
        }
        int[] mates = new int[size];
        int[] open = new int[size];
        int[] parameters = new int[parameterCount];
        int depth = 0;
        int parameter = 0;
        for (int i = 0; i < size; i++) {
            switch (kind(i)) {
                case OPEN -> open[depth++] = i;
                case CLOSE -> {
                    if (depth > 0 && sql.charAt(starts[i]) == closing(sql.charAt(starts[open[depth - 1]]))) {
                        mates[open[--depth]] = i;
                    } else {
                        wellFormed = false;
                    }
                }
                case PARAMETER -> parameters[parameter++] = i;
                case SEMICOLON -> wellFormed = false;
                default -> {}
            }
        }
        wellFormed &= depth == 0;
        return new Tokens(sql, product, kinds, starts, ends, mates, parameters, size, wellFormed);
    }

    private TokenKind kind(int i) {
        return TokenKind.of(kinds[i]);
    }

    private static char closing(char opening) {
        return switch (opening) {
            case '(' -> ')';
            case '[' -> ']';
            default -> '}';
        };
    }
}
