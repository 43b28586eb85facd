package io.selfhealing.agent.sql;

/** A number for a statement's text, for finding out cheaply that a statement of this form was seen before. */
public final class Fingerprint {
    /** FNV-1a, 64 bits (Fowler, Noll, Vo). */
    private static final long OFFSET = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;
    private static final char BETWEEN_TOKENS = '\u001f';
    private static final char ANY_STRING = '\u0001';
    private static final char ANY_NUMBER = '\u0002';
    private static final Product ANY = Product.POSTGRESQL;

    private Fingerprint() {}

    /**
     * The same for texts that differ in literals, white space and comments only. Different for others as far as 64 bits go:
     * two texts with one fingerprint may differ, so what is found by it is to be compared where a mistake would matter.
     * Allocates nothing.
     */
    public static long of(String sql) {
        long hash = OFFSET;
        int at = Lexer.skip(sql, 0, ANY);
        while (at < sql.length()) {
            long token = Lexer.read(sql, at, ANY);
            int end = Lexer.end(token);
            hash = switch (Lexer.kind(token)) {
                case STRING -> mix(hash, ANY_STRING);
                case NUMBER -> mix(hash, ANY_NUMBER);
                default -> mix(hash, sql, at, end);
            };
            hash = mix(hash, BETWEEN_TOKENS);
            at = Lexer.skip(sql, end, ANY);
        }
        return spread(hash);
    }

    private static long mix(long hash, String sql, int start, int end) {
        long result = hash;
        for (int i = start; i < end; i++) {
            result = mix(result, sql.charAt(i));
        }
        return result;
    }

    private static long mix(long hash, char c) {
        return (hash ^ c) * PRIME;
    }

    /** The last steps of MurmurHash3 (Appleby), so that every bit depends on every other. */
    private static long spread(long hash) {
        long result = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        result = (result ^ (result >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return result ^ (result >>> 33);
    }
}
