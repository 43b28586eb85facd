/** What the database says its tables are, and what they were before. */
@NullMarked
package io.selfhealing.agent.schema;

import org.jspecify.annotations.NullMarked;
