/** Puts values that were left out of writes back into their rows, once their column is there again. */
@NullMarked
package io.selfhealing.agent.quarantine.backfill;

import org.jspecify.annotations.NullMarked;
