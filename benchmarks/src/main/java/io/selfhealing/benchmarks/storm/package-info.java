/** A storm of heals: what telling of them costs the writes, and how much memory and disk it takes. */
@NullMarked
package io.selfhealing.benchmarks.storm;

import org.jspecify.annotations.NullMarked;
