package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import org.jspecify.annotations.Nullable;

/** Knows what may be written into a required column that an INSERT omits and the database has no default for. */
public interface Filler {
    /** The step that fills the column, or null where nothing is listed for it. */
    Step.@Nullable Fill fill(Column omitted, Case situation);
}
