/** Values that a heal had to leave out, kept with their row's key. */
@NullMarked
package io.selfhealing.agent.quarantine;

import org.jspecify.annotations.NullMarked;
