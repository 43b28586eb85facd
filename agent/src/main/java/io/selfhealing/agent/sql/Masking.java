package io.selfhealing.agent.sql;

/** Makes a statement's text fit for a log: no literal, no comment, no end of line, bounded. */
public final class Masking {
    private static final int LONGEST = 2_000;

    private Masking() {}

    /**
     * The statement with each literal replaced by {@code ?}, white space and comments by one blank.
     *
     * @param product by whose grammar it is told what is a literal
     * @return at most 2,000 characters, the last of them {@code …} where there was more
     */
    public static String mask(String sql, Product product) {
        StringBuilder masked = new StringBuilder(Math.min(sql.length(), LONGEST));
        int end = 0;
        int at = Lexer.skip(sql, 0, product);
        while (at < sql.length() && masked.length() <= LONGEST) {
            if (at > end && end > 0) {
                masked.append(' ');
            }
            long token = Lexer.read(sql, at, product);
            end = Lexer.end(token);
            append(masked, sql, at, end, Lexer.kind(token));
            at = Lexer.skip(sql, end, product);
        }
        if (masked.length() > LONGEST) {
            masked.setLength(LONGEST - 1);
            masked.append('…');
        }
        return masked.toString();
    }

    private static void append(StringBuilder masked, String sql, int start, int end, TokenKind kind) {
        switch (kind) {
            case STRING, NUMBER, PARAMETER, BROKEN -> masked.append('?');
            default -> masked.append(sql, start, Math.min(end, start + LONGEST + 1));
        }
    }
}
