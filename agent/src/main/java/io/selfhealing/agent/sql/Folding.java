package io.selfhealing.agent.sql;

import java.util.Locale;

/** What a database does to the case of an identifier that is not quoted. */
public enum Folding {
    LOWER,
    UPPER,
    NONE;

    /** The name under which the catalog holds an unquoted identifier. */
    public String fold(String unquoted) {
        return switch (this) {
            case LOWER -> unquoted.toLowerCase(Locale.ROOT);
            case UPPER -> unquoted.toUpperCase(Locale.ROOT);
            case NONE -> unquoted;
        };
    }
}
