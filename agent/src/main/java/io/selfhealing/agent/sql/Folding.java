package io.selfhealing.agent.sql;

import java.util.Locale;

/** What a database does to the case of an identifier that is not quoted. */
public enum Folding {
    LOWER,
    UPPER,
    NONE,
    /** As LOWER; and names are compared without regard to case, quoted ones too. */
    LOWER_IGNORING_CASE,
    /** As UPPER; and names are compared without regard to case, quoted ones too. */
    UPPER_IGNORING_CASE;

    /** Whether the catalog may hold a name in another case than {@link #fold} gives, or than stands in quotes. */
    public boolean ignoresCase() {
        return this == NONE || this == LOWER_IGNORING_CASE || this == UPPER_IGNORING_CASE;
    }

    /** The name under which the catalog holds an unquoted identifier. */
    public String fold(String unquoted) {
        return switch (this) {
            case LOWER, LOWER_IGNORING_CASE -> unquoted.toLowerCase(Locale.ROOT);
            case UPPER, UPPER_IGNORING_CASE -> unquoted.toUpperCase(Locale.ROOT);
            case NONE -> unquoted;
        };
    }
}
