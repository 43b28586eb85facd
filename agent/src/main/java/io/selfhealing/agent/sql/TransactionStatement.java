package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a text that is neither read, write nor DDL does to the transaction, as told by its first words. */
public enum TransactionStatement {
    /** BEGIN and START TRANSACTION, but for the blocks of code that begin in the same way. */
    BEGIN,
    /** COMMIT, END. */
    COMMIT,
    /** ROLLBACK and ABORT of the whole transaction. */
    ROLLBACK,
    /** ROLLBACK TO: the transaction goes on without what came after the savepoint. */
    ROLLBACK_TO,
    /** SAVEPOINT, RELEASE: the transaction goes on. */
    WITHIN,
    /** Anything else, which may also end the transaction without saying so. */
    NONE;

    private static final Product ANY = Product.POSTGRESQL;
    private static final int MOST_WORDS = 4;
    private static final Set<String> AFTER_BEGIN = Set.of(
            "WORK",
            "TRANSACTION",
            "TRAN",
            "ISOLATION",
            "READ",
            "NOT",
            "DEFERRABLE",
            "DEFERRED",
            "IMMEDIATE",
            "EXCLUSIVE");

    /** Reads no further than it must. */
    public static TransactionStatement of(String sql) {
        List<String> words = firstWords(sql);
        String second = words.size() > 1 ? words.get(1) : "";
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "SAVEPOINT", "RELEASE" -> WITHIN;
            case "ROLLBACK", "ABORT" -> words.contains("TO") ? ROLLBACK_TO : ROLLBACK;
            case "COMMIT", "END" -> COMMIT;
            case "BEGIN" -> (second.isEmpty() || AFTER_BEGIN.contains(second)) && isOne(sql) ? BEGIN : NONE;
            case "START" -> second.equals("TRANSACTION") && isOne(sql) ? BEGIN : NONE;
            default -> NONE;
        };
    }

    private static List<String> firstWords(String sql) {
        List<String> words = new ArrayList<>(MOST_WORDS);
        int at = Lexer.skip(sql, 0, ANY);
        while (at < sql.length() && words.size() < MOST_WORDS) {
            long token = Lexer.read(sql, at, ANY);
            if (Lexer.kind(token) != TokenKind.WORD) {
                return words;
            }
            words.add(sql.substring(at, Lexer.end(token)).toUpperCase(Locale.ROOT));
            at = Lexer.skip(sql, Lexer.end(token), ANY);
        }
        return words;
    }

    private static boolean isOne(String sql) {
        int semicolon = sql.indexOf(';');
        return semicolon < 0 || Lexer.skip(sql, semicolon + 1, ANY) == sql.length();
    }
}
