/** How many real schema changes the agent heals, and that it puts nothing in a wrong place. */
@NullMarked
package io.selfhealing.it.accuracy;

import org.jspecify.annotations.NullMarked;
