/** The only package that acts on the application's connections: capture, decide, repair, record. */
@NullMarked
package io.selfhealing.agent.intercept;

import org.jspecify.annotations.NullMarked;
