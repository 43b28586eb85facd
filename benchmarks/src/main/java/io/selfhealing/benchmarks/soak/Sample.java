package io.selfhealing.benchmarks.soak;

import java.util.List;

/**
 * One look at everything.
 *
 * @param seconds since the start
 * @param threads their names, each as often as there are threads of it
 * @param residentMib of the process; for people, since it never shrinks
 */
record Sample(
        double seconds,
        double heapMib,
        double nonHeapMib,
        List<String> threads,
        double lastingThreads,
        double connections,
        double prepared,
        double descriptors,
        double files,
        double residentMib) {}
