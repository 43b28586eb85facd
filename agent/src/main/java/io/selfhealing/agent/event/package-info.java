/** What happened, for people and machines: one sealed event, one log. */
@NullMarked
package io.selfhealing.agent.event;

import org.jspecify.annotations.NullMarked;
