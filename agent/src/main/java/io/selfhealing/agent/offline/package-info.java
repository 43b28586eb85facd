/** What an application gets in place of a connection while its database is down: it keeps writes on disk, and does nothing else. */
@NullMarked
package io.selfhealing.agent.offline;

import org.jspecify.annotations.NullMarked;
