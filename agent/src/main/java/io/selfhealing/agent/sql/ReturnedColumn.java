package io.selfhealing.agent.sql;

/**
 * A column of the table written, and the name under which the application reads it back. Both as the catalog holds them.
 */
public record ReturnedColumn(String column, String label) {
    /** Whether the application knows the column by another name. */
    public boolean isRelabelled() {
        return !column.equals(label);
    }
}
