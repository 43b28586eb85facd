package io.selfhealing.agent.heal.pattern;

/**
 * Something in a file of patterns that cannot be meant.
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
