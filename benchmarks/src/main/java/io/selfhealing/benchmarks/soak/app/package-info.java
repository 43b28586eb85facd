/** The application that writes while its schema changes: ordinary JDBC through a pool, and a journal of what it was told. */
@NullMarked
package io.selfhealing.benchmarks.soak.app;

import org.jspecify.annotations.NullMarked;
