package io.selfhealing.bootstrap.door;

/**
 * What an object carries. An instance of this very class says that the agent has nothing to do with the object; what it keeps of
 * others are instances of subclasses.
 */
public class SelfHealingState {
    /** What was carried before the agent last forgot everything counts no more. */
    final int generation = SelfHealingDoor.generation;
}
