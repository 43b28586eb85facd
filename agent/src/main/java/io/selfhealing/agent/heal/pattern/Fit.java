package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.heal.Evidence;

/** Whether a value that the application bound fits the column as it is now. */
public sealed interface Fit {
    /** Bind it as the application did; the database takes it, or its error is honest. */
    Fit AS_IS = new AsIs();

    /** See {@link #AS_IS}. */
    record AsIs() implements Fit {}

    /**
     * Bind the converted value instead.
     *
     * @param sqlType of {@link java.sql.Types}, for {@code setObject(index, value, sqlType)}
     */
    record Converted(Object value, int sqlType, Evidence evidence) implements Fit {}

    /**
     * The value cannot be converted without loss or doubt: bind it as the application did and let the database refuse it.
     *
     * @param reason types only, never the value
     */
    record Refused(String reason) implements Fit {}
}
