/** What the agent costs, measured on whole processes; run by {@code mvn -Pmeasure verify}. */
@NullMarked
package io.selfhealing.it.measure;

import org.jspecify.annotations.NullMarked;
