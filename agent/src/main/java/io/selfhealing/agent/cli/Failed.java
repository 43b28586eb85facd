package io.selfhealing.agent.cli;

import org.jspecify.annotations.Nullable;

/** A command did not work; the message is for people. */
final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
