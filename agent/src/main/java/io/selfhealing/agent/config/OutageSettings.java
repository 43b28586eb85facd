package io.selfhealing.agent.config;

import java.time.Duration;

/**
 * When a database counts as down, and which writes can wait for it.
 *
 * @param failures of its connections without a success between them, after which it is down; at least 1
 * @param probe how long between two of the agent's attempts to reach it
 * @param validity what connections say of themselves that keep writes
 * @param moments what becomes of {@code now()} in a write that is kept
 * @param maxValueBytes of one bound value
 */
public record OutageSettings(int failures, Duration probe, Validity validity, Moments moments, long maxValueBytes) {}
