/** Reads schema dumps and directories of migrations, and replays them in memory into what tables were and became. */
@NullMarked
package io.selfhealing.agent.migration;

import org.jspecify.annotations.NullMarked;
