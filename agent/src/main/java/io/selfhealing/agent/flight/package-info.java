/** What the agent does, as events of the JDK's flight recorder. */
@NullMarked
package io.selfhealing.agent.flight;

import org.jspecify.annotations.NullMarked;
