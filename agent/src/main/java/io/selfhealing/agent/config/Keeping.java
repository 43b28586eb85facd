package io.selfhealing.agent.config;

/** Which writes to a table are kept on disk while its database is gone. */
public enum Keeping {
    NONE,
    INSERTS,
    /** And writes to one row by its full primary key. */
    UPDATES
}
