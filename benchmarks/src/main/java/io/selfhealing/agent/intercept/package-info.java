/** Benchmarks of parts that only their own package sees. */
@NullMarked
package io.selfhealing.agent.intercept;

import org.jspecify.annotations.NullMarked;
