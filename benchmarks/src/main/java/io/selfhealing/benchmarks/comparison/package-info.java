/**
 * Whole processes side by side: plain Java twice, the agent, and the OpenTelemetry agent. {@code Comparison} is the entry; the
 * applications that it measures are in {@code app}.
 */
@NullMarked
package io.selfhealing.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
