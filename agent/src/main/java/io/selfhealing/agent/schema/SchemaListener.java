package io.selfhealing.agent.schema;

import org.jspecify.annotations.Nullable;

/** Told of what is noticed. Called on the thread that noticed it, outside of every lock; what it throws is dropped. */
public interface SchemaListener {
    /**
     * A table was seen in another shape than before.
     *
     * @param database its name for people
     * @param before null where it has never been seen
     */
    void changed(String database, @Nullable TableSnapshot before, TableSnapshot after);

    /** The application connected for the first time to a database to which the agent has connections of its own. */
    default void met(Database database) {}

    /**
     * Tables cannot be read; said once, and again only after reading worked in between.
     *
     * @param database its name for people
     * @param reason without values and credentials
     */
    default void unavailable(String database, String reason) {}

    /**
     * There are more tables than are read before they are used.
     *
     * @param database its name for people
     * @param what was done instead
     */
    default void cut(String database, String what) {}
}
