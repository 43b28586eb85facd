/** Writes what waits in the spool to its database, exactly once, when that is back. */
@NullMarked
package io.selfhealing.agent.spool.replay;

import org.jspecify.annotations.NullMarked;
