package io.selfhealing.agent.heal.pattern;

/** How the application handed a parameter to the driver. */
public enum Binding {
    /** {@code setString}, or {@code setObject} of a string without a type or with a character type. */
    STRING,
    /** {@code setObject} of anything else, without a type. */
    OBJECT,
    /** {@code setObject} with a type other than a character type and {@code Types.OTHER}. */
    TYPED,
    /** {@code setObject} with {@code Types.OTHER}: the database is to find out the type, and does. */
    OTHER_TYPE,
    /** Any other setter, such as {@code setInt}, {@code setBigDecimal} or {@code setTimestamp}. */
    PRIMITIVE
}
