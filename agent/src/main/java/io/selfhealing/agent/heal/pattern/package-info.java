/** The deterministic patterns, one shape repeated. */
@NullMarked
package io.selfhealing.agent.heal.pattern;

import org.jspecify.annotations.NullMarked;
