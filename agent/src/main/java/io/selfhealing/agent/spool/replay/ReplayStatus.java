package io.selfhealing.agent.spool.replay;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a replay gets on.
 *
 * @param database as records name it
 * @param state what it is doing
 * @param replayed records that are in the database, since this process began
 * @param known those of them that were there already
 * @param deadLetters records that were given up, since this process began
 * @param held records that have to wait for others, as of the last pass
 * @param stoppedTables tables into which nothing goes for now
 * @param lastFailure for people, and may quote values; null where nothing failed since something last went well
 */
public record ReplayStatus(
        String database,
        State state,
        long replayed,
        long known,
        long deadLetters,
        long held,
        Set<String> stoppedTables,
        @Nullable String lastFailure) {
    /** What it is doing. */
    public enum State {
        /** Its database is gone. */
        DOWN,
        /** Nothing is to be done, or what waits is not due yet. */
        IDLE,
        RUNNING
    }

    public ReplayStatus {
        stoppedTables = Set.copyOf(stoppedTables);
    }
}
