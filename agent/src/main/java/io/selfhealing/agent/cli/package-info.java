/** The commands of {@code java -jar self-healing-agent.jar}. */
@NullMarked
package io.selfhealing.agent.cli;

import org.jspecify.annotations.NullMarked;
