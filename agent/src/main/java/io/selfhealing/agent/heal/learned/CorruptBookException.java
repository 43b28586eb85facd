package io.selfhealing.agent.heal.learned;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file cannot be understood as learned patterns. */
public final class CorruptBookException extends IOException {
    private static final long serialVersionUID = 1;

    CorruptBookException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
