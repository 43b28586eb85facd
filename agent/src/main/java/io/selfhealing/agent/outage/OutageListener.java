package io.selfhealing.agent.outage;

import io.selfhealing.agent.schema.Database;

/**
 * Told when a database goes and comes, on a thread of the agent's own; only of databases of which some table's writes are kept
 * on disk. What it throws is passed over.
 */
public interface OutageListener {
    /** From here on writes are kept on disk. */
    void down(Database database);

    /** The database answers: after an outage, and once for the first connection to it since the start. */
    void up(Database database);
}
