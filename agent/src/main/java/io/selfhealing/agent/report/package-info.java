/** What ends a mismatch for good: the SQL that people may apply, and the change to the application that makes it needless. */
@NullMarked
package io.selfhealing.agent.report;

import org.jspecify.annotations.NullMarked;
