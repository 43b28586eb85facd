/** The agent's own tables in the application's database. */
@NullMarked
package io.selfhealing.agent.tables;

import org.jspecify.annotations.NullMarked;
