package io.selfhealing.agent.restraint;

/**
 * Why a write that could be healed is not.
 *
 * @param reason for people and the event log: names only
 */
public record Restraint(Kind kind, String reason) {
    /** What it comes to. Either way the application's own text runs. */
    public enum Kind {
        /** Nothing is told. */
        OFF,
        /** It is told what would have been done. */
        OBSERVE,
        /** It is told that nothing was done, and why. */
        REFUSE,
        /** The same for a heal that has been applied for as long as it may be. */
        EXPIRED
    }
}
