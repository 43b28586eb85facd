package io.selfhealing.agent.config;

import java.util.function.Function;

/**
 * How a key's value is written.
 *
 * @param form for the reference page, such as {@code duration, such as 5m}
 * @param parse throws IllegalArgumentException, with what is wrong as its message, where a text is no such value
 */
record KeyType<T>(String form, Function<String, T> parse) {}
