package io.selfhealing.agent.tables;

import java.util.regex.Pattern;

/**
 * One column of a table of the agent's own.
 *
 * @param name of lower-case letters, digits and underscores
 */
public record AgentColumn(String name, Kind kind, boolean nullable) {
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** What it holds; each product has a type for each. */
    public enum Kind {
        /** At most 255 characters, compared to the letter. */
        SHORT_TEXT,
        LONG_TEXT,
        /** A JSON document, as far as the product has a type for it; bound as a text, see {@link AgentTables#parameter}. */
        JSON,
        BIGINT,
        INTEGER,
        BOOLEAN,
        /** A moment in UTC to the microsecond, without a zone: read and written as a {@code LocalDateTime}. */
        TIMESTAMP
    }

    public AgentColumn {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a column's name: " + name);
        }
    }
}
