package io.selfhealing.agent.spool.replay;

/** Replay cannot go on for now; nothing of it is lost, and what it has done is marked. */
final class HaltException extends Exception {
    HaltException(String message) {
        super(message);
    }
}
