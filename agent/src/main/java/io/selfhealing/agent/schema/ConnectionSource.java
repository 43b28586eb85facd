package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections of the agent's own to one database as one user. Whoever implements it keeps the credentials to himself. */
@FunctionalInterface
public interface ConnectionSource {
    /** A new connection straight from the driver, which the caller closes. May block; is called on the database's own thread. */
    Connection open() throws SQLException;

    /** A text that stands for the way in which it opens them, as {@link Database#seenPath} is given it; empty where it has none. */
    default String entrance() {
        return "";
    }
}
