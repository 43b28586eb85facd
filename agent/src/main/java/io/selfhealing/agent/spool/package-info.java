/** Writes that wait on disk for their database: a log of segments, its dead letters, and who owns them. */
@NullMarked
package io.selfhealing.agent.spool;

import org.jspecify.annotations.NullMarked;
