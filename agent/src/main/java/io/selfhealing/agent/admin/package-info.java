/** The agent that runs, asked and told from outside: a socket in its home, the file that switches it off, and JMX. */
@NullMarked
package io.selfhealing.agent.admin;

import org.jspecify.annotations.NullMarked;
