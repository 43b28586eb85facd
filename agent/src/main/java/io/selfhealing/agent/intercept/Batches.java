package io.selfhealing.agent.intercept;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;

/** What a failed batch left behind. */
final class Batches {
    private Batches() {}

    /** Whether some row of the batch succeeded, so that the batch as a whole must not be tried again. */
    static boolean partlyDone(SQLException failure) {
        if (!(failure instanceof BatchUpdateException batch)) {
            return false;
        }
        for (long count : batch.getLargeUpdateCounts()) {
            if (count != Statement.EXECUTE_FAILED) {
                return true;
            }
        }
        return false;
    }
}
