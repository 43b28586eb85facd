package io.selfhealing.agent.spool;

import org.jspecify.annotations.Nullable;

/** The spool does not do what was asked of it. */
public final class SpoolException extends Exception {
    /** What that means to whoever asked. */
    public enum Reason {
        /** It has no room; nothing was kept, and nothing of it will ever be read. */
        FULL,
        /** The disk refused; nothing of it will ever be read. */
        DISK,
        /** The disk failed so that nobody can know whether the record will be read after a restart. */
        IN_DOUBT,
        /** A value would not come back as it was; nothing was kept. */
        UNKEEPABLE,
        /** The key is missing, unreadable, or not the one with which the records were encrypted. */
        KEY,
        /** It was closed. */
        CLOSED
    }

    private final Reason reason;

    SpoolException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
