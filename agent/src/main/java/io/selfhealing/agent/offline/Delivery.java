package io.selfhealing.agent.offline;

import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.spool.replay.Admission;
import io.selfhealing.agent.spool.replay.Proofs;
import org.jspecify.annotations.Nullable;

/** Writes to their databases later what is kept now. */
public interface Delivery {
    /**
     * Whether writes to a table can be made exactly once, by what was known when the database last answered. Asks nobody.
     *
     * @param table as it was looked up on the connection that writes
     */
    Admission admission(Database database, TableKey table);

    /** How writes on live connections can be proved, where that was asked for; null where they cannot be. Asks nobody. */
    @Nullable
    Proofs proofs(Database database);

    /** Something was kept. Returns at once. */
    void kept(Database database);
}
