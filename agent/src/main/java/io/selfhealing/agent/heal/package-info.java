/** Decides and never acts: given a write, a table's history and a policy, returns a verdict that carries its evidence. */
@NullMarked
package io.selfhealing.agent.heal;

import org.jspecify.annotations.NullMarked;
