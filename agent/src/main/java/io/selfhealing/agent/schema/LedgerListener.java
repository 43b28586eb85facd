package io.selfhealing.agent.schema;

import java.nio.file.Path;

/** Told of what goes wrong with the ledger's files. */
public interface LedgerListener {
    /** A file could not be understood and was renamed; its table starts anew. */
    void setAside(Path file, String reason);

    /** Nothing can be kept there, so history ends with this process. Said once. */
    void unwritable(Path directory, String reason);
}
