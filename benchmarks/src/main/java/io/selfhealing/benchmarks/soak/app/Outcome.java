package io.selfhealing.benchmarks.soak.app;

/** What the application was told of a write. */
public enum Outcome {
    ACKNOWLEDGED,
    /** The write threw, or something else in its transaction did. */
    FAILED,
    /** The application itself rolled it back. */
    ROLLED_BACK
}
