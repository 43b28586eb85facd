package io.selfhealing.agent.heal.learned;

/** Told of outcomes as they happen, on any thread; returns at once. */
public interface Outcomes {
    /** For where nothing is learnt. */
    Outcomes UNHEARD = outcome -> {};

    void report(Outcome outcome);

    /** Some will come, perhaps only as the process ends. */
    default void expect() {}
}
