package io.selfhealing.agent.sql;

/** What a statement does, as told by its first words. */
public enum StatementKind {
    INSERT,
    UPDATE,
    DELETE,
    MERGE,
    /** SELECT, VALUES, SHOW, EXPLAIN, WITH that ends in a SELECT, and the like. */
    QUERY,
    /** CREATE, ALTER, DROP, TRUNCATE, COMMENT, RENAME. */
    DDL,
    /** SET, RESET, USE, DISCARD: may change how names resolve on the connection. */
    SESSION,
    OTHER;

    public boolean isWrite() {
        return this == INSERT || this == UPDATE || this == DELETE || this == MERGE;
    }
}
