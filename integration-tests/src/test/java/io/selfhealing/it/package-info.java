/** What the agent promises, tried on real databases with the packaged jar. */
@NullMarked
package io.selfhealing.it;

import org.jspecify.annotations.NullMarked;
