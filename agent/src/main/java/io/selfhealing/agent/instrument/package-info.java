/** Byte Buddy matchers and advice; the only place besides the wiring that knows how classes are woven. */
@NullMarked
package io.selfhealing.agent.instrument;

import org.jspecify.annotations.NullMarked;
