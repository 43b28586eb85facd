package io.selfhealing.agent.heal.pattern;

/**
 * A pattern as people are shown it.
 *
 * @param family {@code rename}, {@code kin}, {@code default} or {@code conversion}
 * @param confidence 0 to 1; 1 is proof
 */
public record Listed(String family, String id, double confidence, String detail) {}
