package io.selfhealing.agent.quarantine;

/**
 * The receipt for values that are kept; shown again when their write has run or failed.
 *
 * @param id unlike any other's, in this process and others
 * @param values how many values it stands for
 */
public record Ticket(String id, int values) {}
