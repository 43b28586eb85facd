package io.selfhealing.bootstrap.door;

/**
 * One thread's place in the door: how deep it is, and the one call of the application that the agent accompanies. There is
 * one per thread, used again for each call, so that a call allocates nothing. Woven code reads the public fields directly: a
 * method call between two acts of the door could overflow the stack and leave the depth raised.
 */
public final class SelfHealingCall {
    /** What the handler gave at entry: a statement or an outcome; null where the driver is to be asked. */
    public Object answer;

    /** The text that is to run. */
    public String sql;

    /** Whether {@link #sql} is to run once more. */
    public boolean again;

    /** Calls that are open on this thread; 0 where the application itself is the caller. */
    int depth;

    /** Connections that this thread has reported, to tell an outer connect from the innermost. */
    int connections;

    /** Data sources on this thread that are about to give out a connection for distributed transactions. */
    int distributed;

    /** Whether {@link #asked} is to be kept. */
    boolean watching;

    /** The connection that was asked for a statement last; only while watching. */
    Object asked;

    SelfHealingHandler handler;
    Object state;
    int code;
    String original;
    Object keys;
    /** How the first of two runs of a text failed; null before a second run. */
    Throwable firstFailure;

    SelfHealingCall() {}

    /** Keeps nothing of the application's alive after the call. */
    void forget() {
        answer = null;
        sql = null;
        handler = null;
        state = null;
        original = null;
        keys = null;
        firstFailure = null;
    }
}
