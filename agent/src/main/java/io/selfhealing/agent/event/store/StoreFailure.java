package io.selfhealing.agent.event.store;

import java.sql.SQLException;
import java.util.Set;

/** What a failure to write means for the next attempt. */
final class StoreFailure {
    /** Of H2, and of a server on which nothing can be written. */
    private static final Set<String> REFUSALS = Set.of("90096", "90097", "25006");

    private StoreFailure() {}

    /** The table is not what it was, or may not be written: trying again soon is no use. */
    static boolean isRefusal(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("42") || state.startsWith("28") || REFUSALS.contains(state);
    }

    /** The database does not answer, and says nothing of the rows: they wait as long as it takes. */
    static boolean isAbsence(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("HYT");
    }

    /** Another agent wrote the same at the same time. */
    static boolean isCollision(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith("23");
    }
}
