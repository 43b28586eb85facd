/** Renames that this application's own databases have gone through, and how far each has earned to be followed elsewhere. */
@NullMarked
package io.selfhealing.agent.heal.learned;

import org.jspecify.annotations.NullMarked;
