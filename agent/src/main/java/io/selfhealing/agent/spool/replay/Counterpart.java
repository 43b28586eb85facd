package io.selfhealing.agent.spool.replay;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database behind an address, which may be another one than before. */
interface Counterpart {
    /** One of which nothing lasts. */
    Counterpart UNKNOWN = new Counterpart() {
        @Override
        public @Nullable String identity(Connection own) {
            return null;
        }

        @Override
        public void hasLedger(boolean usable) {}
    };

    /** Which one a connection leads to; null where that does not last. */
    @Nullable
    String identity(Connection own) throws SQLException;

    /** Told after each look whether its ledger can be used. Returns at once. */
    void hasLedger(boolean usable);
}
