package io.selfhealing.agent.quarantine;

/** A value cannot be kept durably: it must not be left out of its write. */
public final class QuarantineException extends Exception {
    public QuarantineException(String message) {
        super(message);
    }

    public QuarantineException(String message, Throwable cause) {
        super(message, cause);
    }
}
