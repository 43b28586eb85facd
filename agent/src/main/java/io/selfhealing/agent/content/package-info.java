/** Recognises a column by what it holds: keyed hashes of the values of a few rows, and how two such prints compare. */
@NullMarked
package io.selfhealing.agent.content;

import org.jspecify.annotations.NullMarked;
