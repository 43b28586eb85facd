/**
 * An application that writes for long while its schema changes from outside, in a small heap: is every write where it belongs,
 * and does anything grow? {@code Soak} is the entry.
 */
@NullMarked
package io.selfhealing.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
