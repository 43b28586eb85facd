package io.selfhealing.agent.schema;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of the ledger is not what its name says. */
final class CorruptLedgerException extends IOException {
    private static final long serialVersionUID = 1;

    CorruptLedgerException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
