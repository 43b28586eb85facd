package io.selfhealing.benchmarks.comparison;

import io.selfhealing.benchmarks.app.Operation;

/** What is raced on. */
record Course(Engine engine, int threads, Operation operation) {}
