package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.Transaction;
import io.selfhealing.agent.spool.Write;
import java.sql.SQLException;

/** Has writes that waited fit their tables as these are now. Belongs to one connection of a replay, and to its thread. */
public interface Mender {
    /**
     * What to run for a write. What it goes without is safe elsewhere when this returns.
     *
     * @param transaction in which the write was kept
     * @param refused whether the database has just refused it as it was known to be right: then its table is looked at again
     * @throws SQLException as the connection does
     */
    Mended mend(Transaction transaction, Write write, boolean refused) throws SQLException;

    /**
     * Whether the tables that the writes since the last end of a transaction went to are still what they were taken for. Asked
     * when they have run and before they are committed, since nobody can change the tables from then on.
     *
     * @throws SQLException as the connection does
     */
    boolean stands() throws SQLException;

    /** The transaction in which the writes ran since the last end of one is in the database. */
    void committed();

    /** It is not, and never will be. */
    void rolledBack();

    /** Nobody knows. */
    void inDoubt();
}
