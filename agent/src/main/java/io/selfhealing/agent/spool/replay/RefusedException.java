package io.selfhealing.agent.spool.replay;

/** A record must not be written as things stand, whatever the database would say. */
final class RefusedException extends Exception {
    private final Trouble trouble;

    RefusedException(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
