package io.selfhealing.agent.cli;

import io.selfhealing.agent.schema.Database;
import org.jspecify.annotations.Nullable;

/** A command did not work; the message is for people, and shows no more of a URL than its address. */
final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String message, @Nullable Throwable cause) {
        super(Database.withAddressesOnly(message), cause);
    }
}
