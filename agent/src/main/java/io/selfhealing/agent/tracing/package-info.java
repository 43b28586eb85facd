/** Heals as events of the application's own spans. */
@NullMarked
package io.selfhealing.agent.tracing;

import org.jspecify.annotations.NullMarked;
