package io.selfhealing.agent.sql;

/**
 * How one live database reads SQL text.
 *
 * @param product whose grammar and error codes apply
 * @param folding what happens to unquoted identifiers (H2 can be configured to lower them, so this is asked, not assumed)
 */
public record Dialect(Product product, Folding folding) {}
