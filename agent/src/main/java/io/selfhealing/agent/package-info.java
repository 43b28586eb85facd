/** Hand-over from the premain, and the wiring of everything by constructors. */
@NullMarked
package io.selfhealing.agent;

import org.jspecify.annotations.NullMarked;
