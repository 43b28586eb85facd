package io.selfhealing.agent.restraint;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** It cannot be told what people undid. */
public final class CorruptUndoneException extends IOException {
    private static final long serialVersionUID = 1;

    CorruptUndoneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
