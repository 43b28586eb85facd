package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A short piece of work on the agent's own connection to a database, see {@link Database#onOwnConnection}.
 *
 * @param <T> what comes out of it
 */
@FunctionalInterface
public interface OwnWork<T extends @Nullable Object> {
    /**
     * Does it.
     *
     * @param own in a transaction; neither to be closed nor kept, and its settings are to be left as they are
     * @throws SQLException as the connection does; what was done is rolled back
     */
    T on(Connection own) throws SQLException;
}
