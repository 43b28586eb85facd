package io.selfhealing.agent.quarantine.backfill;

/** A value does not fit where it belongs; the message has names and types, never a value. */
final class RefusedException extends Exception {
    RefusedException(String message) {
        super(message);
    }
}
