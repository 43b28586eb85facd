/**
 * What is copied into driver methods: a few lines each, one class per signature shape. Advice speaks to the door and nothing
 * else, and never names a type of {@code java.sql}.
 */
@NullMarked
package io.selfhealing.agent.instrument.advice;

import org.jspecify.annotations.NullMarked;
