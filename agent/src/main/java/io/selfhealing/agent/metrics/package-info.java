/** Numbers about the agent for Prometheus, on the loopback interface. */
@NullMarked
package io.selfhealing.agent.metrics;

import org.jspecify.annotations.NullMarked;
