package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.schema.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** Has writes that waited fit their tables as these are now, by the same rules as those that are made now. */
@FunctionalInterface
public interface Mending {
    /**
     * For one connection.
     *
     * @param own the replay's own connection to that database
     * @throws SQLException as the connection does
     */
    Mender on(Database database, Connection own) throws SQLException;
}
