/** Which databases are down, by what happens to connections: a breaker for each, which probes while it is open. */
@NullMarked
package io.selfhealing.agent.outage;

import org.jspecify.annotations.NullMarked;
