package io.selfhealing.agent.sql;

/** The characters {@code start} (inclusive) to {@code end} (exclusive) of a statement's text. */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
    }

    public String of(String text) {
        return text.substring(start, end);
    }
}
