package io.selfhealing.bootstrap.door;

/**
 * A connection or statement of a driver that carries what the agent keeps of it. Classes become carriers when they are loaded;
 * the methods are synthetic.
 */
public interface SelfHealingCarrier {
    /** What was put there last, or null. */
    SelfHealingState selfHealingState();

    void selfHealingState(SelfHealingState state);
}
