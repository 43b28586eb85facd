package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Where records go.
 *
 * @param name as records name it
 * @param source of connections of the agent's own
 * @param counterpart which of the databases that may be there it is
 */
record Target(
        String name,
        Product product,
        Supplier<Dialect> dialect,
        ConnectionSource source,
        Menders mending,
        Counterpart counterpart) {
    Target(String name, Product product, Supplier<Dialect> dialect, ConnectionSource source, Menders mending) {
        this(name, product, dialect, source, mending, Counterpart.UNKNOWN);
    }

    /** A mender for each connection. */
    @FunctionalInterface
    interface Menders {
        Mender on(Connection own) throws SQLException;
    }
}
