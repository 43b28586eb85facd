/** Finds the classes of drivers and weaves them; the only place that knows class files. */
@NullMarked
package io.selfhealing.agent.instrument;

import org.jspecify.annotations.NullMarked;
