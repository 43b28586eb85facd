package io.selfhealing.agent.schema;

/** What kind of values a column holds, across dialects. */
public enum TypeFamily {
    TEXT,
    INTEGER,
    DECIMAL,
    FLOATING,
    BOOLEAN,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMP_ZONED,
    INTERVAL,
    JSON,
    UUID,
    BINARY,
    ENUM,
    ARRAY,
    OTHER
}
