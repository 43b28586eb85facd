/** What both programs need to start applications and their database. */
@NullMarked
package io.selfhealing.benchmarks.launch;

import org.jspecify.annotations.NullMarked;
