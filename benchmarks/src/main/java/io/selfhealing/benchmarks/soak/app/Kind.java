package io.selfhealing.benchmarks.soak.app;

/** The ways in which a row is written. */
public enum Kind {
    /** A statement that is prepared for one row. */
    INSERT,
    /** A statement that outlives schema changes. */
    HELD_INSERT,
    LITERAL,
    BATCH,
    UPDATE,
    /** An insert and an update in one transaction. */
    TRANSACTION
}
