package io.selfhealing.agent.sql;

/**
 * An identifier as written.
 *
 * @param text without its quotes, doubled quotes undone
 * @param quoted whether it was written in quotes, and so is taken literally
 */
public record Identifier(String text, boolean quoted) {
    /** The name under which the catalog holds it. */
    public String name(Dialect dialect) {
        return quoted ? text : dialect.folding().fold(text);
    }
}
