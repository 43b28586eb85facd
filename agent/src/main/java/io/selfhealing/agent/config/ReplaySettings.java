package io.selfhealing.agent.config;

/**
 * How what waits in the spool goes to its database.
 *
 * @param rate rows a second at most; 0 is as many as go
 * @param attempts how often a record is tried that the database refuses; at least 1
 * @param exactlyOnce whether writes on live connections carry what tells later that they happened
 */
public record ReplaySettings(int rate, int attempts, boolean exactlyOnce) {}
