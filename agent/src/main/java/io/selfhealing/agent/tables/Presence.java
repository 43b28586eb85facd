package io.selfhealing.agent.tables;

/** Whether a table of the agent's own can be used. */
public enum Presence {
    /** It is there, with its columns. */
    READY,
    /** It is not there and was not asked for, or {@code selfhealing.tables} is {@code off}. */
    ABSENT,
    /** Something of that name has other columns: it is somebody else's, and left alone. */
    FOREIGN,
    /** It could not be made. */
    REFUSED
}
