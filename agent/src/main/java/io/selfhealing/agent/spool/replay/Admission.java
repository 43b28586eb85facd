package io.selfhealing.agent.spool.replay;

import java.util.List;

/** Whether writes to a table may be kept for later: only where they can be written exactly once. */
public sealed interface Admission {
    /** Every write: the ledger knows what was written. */
    record ByLedger() implements Admission {}

    /**
     * An INSERT of one row that carries these columns, and nothing else: whether it was written is seen from its row.
     *
     * @param columns of the primary key, as the catalog names them
     */
    record ByKey(List<String> columns) implements Admission {
        public ByKey {
            columns = List.copyOf(columns);
        }
    }

    /**
     * None.
     *
     * @param reason for people, with what to do about it
     */
    record Refused(String reason) implements Admission {}
}
