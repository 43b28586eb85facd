package io.selfhealing.agent.heal.pattern;

/** One way in which people rename columns. All patterns have this shape. */
public interface RenamePattern {
    /** Stands in events, so that a heal can be traced to the pattern. */
    String id();

    /** 0 to 1. */
    double confidence();

    boolean matches(Candidate candidate);
}
