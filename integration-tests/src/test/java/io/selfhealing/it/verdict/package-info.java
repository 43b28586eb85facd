/** The same verdict about a write, whichever way it is asked for: as a prepared statement, as a text, or by the command. */
@NullMarked
package io.selfhealing.it.verdict;

import org.jspecify.annotations.NullMarked;
