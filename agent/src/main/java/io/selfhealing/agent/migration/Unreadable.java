package io.selfhealing.agent.migration;

/** A statement cannot be replayed with certainty; the message says why, in names only. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
        super(message);
    }
}
