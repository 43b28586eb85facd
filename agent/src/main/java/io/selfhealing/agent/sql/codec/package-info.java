/** Bound values as JSON, so that they come back from disk exactly as they were. */
@NullMarked
package io.selfhealing.agent.sql.codec;

import org.jspecify.annotations.NullMarked;
