package io.selfhealing.agent.config;

/**
 * Something in a file of the operator's that cannot be meant.
 *
 * @param line one-based
 * @param column one-based
 */
public record Mistake(int line, int column, String message) {
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
