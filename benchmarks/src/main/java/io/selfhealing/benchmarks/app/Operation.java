package io.selfhealing.benchmarks.app;

/** What is measured. */
public enum Operation {
    /** A prepared insert that is used again and again: six parameters of mixed types, one row. */
    PREPARED("reused prepared insert", 32),
    /** The same row, with a statement that is prepared and closed for it. */
    PREPARE("prepare + insert + close", 16),
    /** A hundred of these rows as one batch of a reused statement. */
    BATCH("batch of 100", 1),
    /** The same row with its values in the text, so that no text comes twice. */
    LITERAL("unique literal insert", 8),
    /** One row by its primary key, with a reused prepared statement. */
    SELECT("select by key", 32),
    /** Prepare, insert and close on a table with a renamed column, by its present name. */
    RIGHT("written right", 16),
    /** The same by its former name. */
    HEALED("healed", 16);

    private final String title;
    private final int stride;

    Operation(String title, int stride) {
        this.title = title;
        this.stride = stride;
    }

    public String title() {
        return title;
    }

    /** How often it runs before the clock is looked at again. */
    int stride() {
        return stride;
    }

    /** Whether nothing but a healer makes it succeed, or it is what that is compared with. */
    public boolean needsHealing() {
        return this == RIGHT || this == HEALED;
    }
}
