/** What happened, in two tables of the application's own database. */
@NullMarked
package io.selfhealing.agent.event.store;

import org.jspecify.annotations.NullMarked;
