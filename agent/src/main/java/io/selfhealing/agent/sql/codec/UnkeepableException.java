package io.selfhealing.agent.sql.codec;

/** A value cannot be kept on disk so that it comes back as it was: a stream, or an object of a driver's or the application's. */
public final class UnkeepableException extends Exception {
    UnkeepableException(String message) {
        super(message);
    }
}
