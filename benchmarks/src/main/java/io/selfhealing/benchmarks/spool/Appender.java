package io.selfhealing.benchmarks.spool;

import java.io.IOException;

/** Makes one record durable; called by many threads. */
interface Appender extends AutoCloseable {
    /** Throws {@link Finished} where {@link #finish} came first. */
    void append() throws Exception;

    @Override
    void close() throws IOException;

    /** Nobody appends any more. */
    default void finish() {}

    /** The race is over. */
    final class Finished extends RuntimeException {
        private static final long serialVersionUID = 1;

        Finished(Throwable cause) {
            super(cause);
        }
    }
}
