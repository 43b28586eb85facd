/** Values that a heal left out, kept in a table of the same database, within the application's own transaction. */
@NullMarked
package io.selfhealing.agent.quarantine.beside;

import org.jspecify.annotations.NullMarked;
