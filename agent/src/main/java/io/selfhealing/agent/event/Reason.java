package io.selfhealing.agent.event;

/**
 * A piece of evidence.
 *
 * @param kind the rung of the evidence ladder, in lower case
 * @param confidence 0 to 1; 1 is proof
 * @param detail names and types only, never a value
 */
public record Reason(String kind, double confidence, String detail) {}
