/**
 * What is put around driver methods: a few instructions each, one class per shape of call. The instructions speak to the door and
 * nothing else.
 */
@NullMarked
package io.selfhealing.agent.instrument.advice;

import org.jspecify.annotations.NullMarked;
