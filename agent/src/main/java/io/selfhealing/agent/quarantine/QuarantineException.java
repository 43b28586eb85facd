package io.selfhealing.agent.quarantine;

/** A value cannot be kept durably: it must not be left out of its write. */
public final class QuarantineException extends Exception {
    QuarantineException(String message) {
        super(message);
    }

    QuarantineException(String message, Throwable cause) {
        super(message, cause);
    }
}
