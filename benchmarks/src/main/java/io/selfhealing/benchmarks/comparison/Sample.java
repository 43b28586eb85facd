package io.selfhealing.benchmarks.comparison;

/**
 * One operation, on the average of a few milliseconds.
 *
 * @param nanos per operation; on the wall's clock all threads together do one in that time
 * @param bytes allocated per operation by the threads that work
 */
record Sample(double nanos, double bytes) {}
