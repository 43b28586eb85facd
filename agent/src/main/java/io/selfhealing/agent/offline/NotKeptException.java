package io.selfhealing.agent.offline;

import org.jspecify.annotations.Nullable;

/** A write is not kept on disk; the message says why, in names and types, never with a value. */
public final class NotKeptException extends Exception {
    NotKeptException(String reason) {
        this(reason, null);
    }

    NotKeptException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
