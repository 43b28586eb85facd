package io.selfhealing.agent.outage;

import java.net.ConnectException;
import java.sql.SQLException;

/** Tells a connection that was refused from one that was lost, or of which nobody knows anything. */
final class RefusedConnection {
    private static final int DEEPEST = 10;

    private RefusedConnection() {}

    /** Whether nobody listens where the database was, as all drivers have it from {@code java.net}. */
    static boolean isIn(SQLException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof ConnectException) {
                String message = cause.getMessage();
                return message != null
                        && message.contains("refused"); // Others are time-outs, and routes that are missing.
            }
            cause = cause.getCause();
        }
        return false;
    }
}
