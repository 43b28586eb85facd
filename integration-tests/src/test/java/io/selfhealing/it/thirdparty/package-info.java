/** Other projects' tests, run without and with the agent: the same must come of every one. */
@NullMarked
package io.selfhealing.it.thirdparty;

import org.jspecify.annotations.NullMarked;
