/**
 * The agent's parts by themselves. What has no public entry is measured from a class in the part's own package, beside this one
 * in the source tree.
 */
@NullMarked
package io.selfhealing.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
