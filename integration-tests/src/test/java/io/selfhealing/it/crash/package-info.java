/** Databases and applications that are killed while they write, and what is in the table when all is over. */
@NullMarked
package io.selfhealing.it.crash;

import org.jspecify.annotations.NullMarked;
