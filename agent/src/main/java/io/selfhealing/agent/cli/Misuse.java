package io.selfhealing.agent.cli;

/** A command is not understood; the message is for people. */
final class Misuse extends Exception {
    private static final long serialVersionUID = 1;

    Misuse(String message) {
        super(message);
    }
}
