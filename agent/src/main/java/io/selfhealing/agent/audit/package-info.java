/** Who changed what the agent does, and what it first did of itself: lines that cannot be removed or altered unnoticed. */
@NullMarked
package io.selfhealing.agent.audit;

import org.jspecify.annotations.NullMarked;
