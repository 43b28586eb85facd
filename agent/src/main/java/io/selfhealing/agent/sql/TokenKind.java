package io.selfhealing.agent.sql;

/** What a token of SQL text is. */
enum TokenKind {
    /** A keyword or an identifier that is not quoted. */
    WORD,
    /** An identifier in double quotes, or in backticks where the product has them. */
    QUOTED,
    /** A character, binary or bit string, with its prefix; or a dollar-quoted string. */
    STRING,
    NUMBER,
    /** {@code ?} where JDBC reads a parameter. */
    PARAMETER,
    /** One of <code>( [ {</code>. */
    OPEN,
    /** One of <code>) ] }</code>. */
    CLOSE,
    COMMA,
    DOT,
    SEMICOLON,
    /** {@code ::} */
    CAST,
    OPERATOR,
    /** What no reading is certain of: an unterminated string or comment, a stray character, {@code ?1}. */
    BROKEN;

    private static final TokenKind[] ALL = values();

    /** A small number, for packing. */
    @SuppressWarnings("EnumOrdinal") // lives no longer than the tokens of one statement
    int code() {
        return ordinal();
    }

    static TokenKind of(int code) {
        return ALL[code];
    }
}
