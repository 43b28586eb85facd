package io.selfhealing.agent.admin;

/** A running agent does not do what it was told; the message is for people. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    public Refusal(String message) {
        super(message);
    }
}
