package io.selfhealing.agent.migration;

/**
 * Something that is not used, and why.
 *
 * @param file as it was named
 * @param line one-based; 0 for the whole file
 * @param reason names only
 */
public record Skipped(String file, int line, String reason) {
    @Override
    public String toString() {
        return (line == 0 ? file : file + ":" + line) + ": " + reason;
    }
}
