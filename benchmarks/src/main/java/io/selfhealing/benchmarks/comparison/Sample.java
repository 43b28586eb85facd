package io.selfhealing.benchmarks.comparison;

/**
 * One operation, on the average of a few milliseconds.
 *
 * @param nanos of the clock on the wall per operation, all threads together: the inverse of the throughput
 * @param bytes allocated per operation by the threads that work
 */
record Sample(double nanos, double bytes) {}
