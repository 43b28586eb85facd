/** Starts the application under test in its own JVM, with or without the agent, and checks what it left behind. */
@NullMarked
package io.selfhealing.it.harness;

import org.jspecify.annotations.NullMarked;
