package io.selfhealing.agent.sql;

import org.jspecify.annotations.Nullable;

/** Reads what a healthy statement needs: cheap, in linear time, for any text, without a parser. Never throws. */
public final class Scanner {
    private Scanner() {}

    /** The statement's kind by its first keyword, or after WITH by its main verb; reads no further than that. */
    public static StatementKind kind(String sql) {
        return KindScanner.kind(sql);
    }

    /**
     * The columns that a write names.
     *
     * @return null where the text is no write, or none whose table and clauses can be told
     */
    public static @Nullable Outline outline(String sql, Dialect dialect) {
        return Outline.of(sql, dialect);
    }
}
