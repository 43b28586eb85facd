/** How fast the spool appends, beside a bare loop of writes of the same size on the same disk. */
@NullMarked
package io.selfhealing.benchmarks.spool;

import org.jspecify.annotations.NullMarked;
