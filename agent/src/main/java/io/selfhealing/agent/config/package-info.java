/** What the operator asked for, read once into an immutable record. */
@NullMarked
package io.selfhealing.agent.config;

import org.jspecify.annotations.NullMarked;
