/** A statement as a value: scanned, parsed, masked, rewritten; needs no connection. */
@NullMarked
package io.selfhealing.agent.sql;

import org.jspecify.annotations.NullMarked;
