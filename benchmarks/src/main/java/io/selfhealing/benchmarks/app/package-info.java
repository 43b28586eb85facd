/**
 * The applications that are measured: each runs in a JVM of its own and knows of no agent. {@code MeasuredApplication} runs one
 * operation after the other as it is told; {@code HelloInsert} only starts, writes and ends.
 */
@NullMarked
package io.selfhealing.benchmarks.app;

import org.jspecify.annotations.NullMarked;
