package io.selfhealing.agent.spool;

import java.time.Instant;

/**
 * A transaction that waits.
 *
 * @param time when it was appended
 */
public record SpoolRecord(RecordId id, Instant time, Transaction transaction) {
    /** By which the ledger knows it: that of the write that may have been made already, else its own. */
    public RecordId ledgerId() {
        RecordId proof = transaction.proof();
        return proof == null ? id : proof;
    }

    /** In one line without its end; values with their types, as on disk. */
    public String json() {
        return RecordJson.text(this);
    }
}
