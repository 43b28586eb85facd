package io.selfhealing.agent.quarantine.backfill;

/** What was written is not what the column holds now: the transaction must not be committed. */
final class LossException extends Exception {
    LossException() {
        super("what the column holds after the write is not the value");
    }
}
