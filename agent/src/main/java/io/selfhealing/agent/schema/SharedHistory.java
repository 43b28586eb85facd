package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the agents of one database leave for each other what they saw of its tables. Used on the agent's own connection and the
 * database's own thread alone. Whoever implements it says why it cannot be used, once; what it throws is not told again.
 */
public interface SharedHistory {
    /** One shape of a table. */
    record Entry(Key key, Seen seen) {}

    /**
     * Whose shape it is.
     *
     * @param id of the database, the schema and the name together, 32 characters
     */
    record Key(String id, String schema, String table) {}

    /**
     * The shape.
     *
     * @param id of its content, 32 characters
     * @param at when it was last seen for the first time
     */
    record Seen(String id, Instant at, String content) {}

    /** Finds the place for each database. */
    @FunctionalInterface
    interface Places {
        /** Nothing is shared. */
        Places NONE = product -> null;

        /** Null where nothing is shared in databases of that product. */
        @Nullable
        SharedHistory of(Product product);
    }

    /** Whether {@link #read} may find anything now; where not, no connection is needed to know. */
    default boolean mayRead() {
        return true;
    }

    /** The same of {@link #write}. */
    default boolean mayWrite() {
        return true;
    }

    /** What was left of the tables with those keys, newest first. Changes nothing, and does not wait. */
    List<Entry> read(Connection own, Collection<Key> keys) throws SQLException;

    /**
     * Leaves shapes of one table; of those that are there, the time counts that is later.
     *
     * @throws SQLException of class 23 where another agent did the same in that moment: once more, and it is there
     */
    void write(Connection own, Key key, List<Seen> shapes) throws SQLException;

    /** Told of an entry that could not be understood; it counts for nothing. */
    void skipped(Key key, String reason);
}
