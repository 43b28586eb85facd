package io.selfhealing.benchmarks.soak;

/**
 * One look at everything.
 *
 * @param seconds since the start
 * @param residentMib of the process; for people, since it never shrinks
 */
record Sample(
        double seconds,
        double heapMib,
        double nonHeapMib,
        double threads,
        double connections,
        double prepared,
        double descriptors,
        double files,
        double residentMib) {}
