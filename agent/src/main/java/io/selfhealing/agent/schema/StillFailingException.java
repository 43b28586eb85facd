package io.selfhealing.agent.schema;

import java.sql.SQLTransientConnectionException;

/** The database failed a moment ago and is not asked yet again. */
final class StillFailingException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1;

    /** @param reason of that failure */
    StillFailingException(String reason) {
        super(reason, "08001");
    }
}
