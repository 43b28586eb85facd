package io.selfhealing.demonstration;

/** The demonstration could not be carried out; the message is for the person who started it. */
final class DemonstrationException extends RuntimeException {
    DemonstrationException(String message) {
        super(message);
    }

    DemonstrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
