package io.selfhealing.agent.offline;

import io.selfhealing.agent.schema.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a write is made.
 *
 * @param path the schemas in which names are looked up; null where that is not known, or is not what a new connection has
 * @param doubt why the path is null, for people; null where there is nothing more to say
 * @param entrance for a connection that could not be opened, a text that stands for the way in which it would have been, empty
 *     where nothing does; null for one that has been asked
 * @param ownSettings what was set for the connection's session, with which a write may come out otherwise than on a new connection;
 *     null where nothing was
 */
public record Place(
        Database database,
        @Nullable List<String> path,
        @Nullable String doubt,
        @Nullable String entrance,
        @Nullable String ownSettings) {
    /** Of a connection that has been asked. */
    public Place(Database database, @Nullable List<String> path) {
        this(database, path, null, null, null);
    }

    /** Of a connection of which that is not certain. */
    public Place(Database database, @Nullable List<String> path, String doubt) {
        this(database, path, doubt, null, null);
    }

    /** The same for a connection of which that is not known any more. */
    Place astray(String why) {
        return new Place(database, null, why, entrance, ownSettings);
    }

    /** The same for a session with settings of its own. */
    public Place with(@Nullable String settings) {
        return new Place(database, path, doubt, entrance, settings);
    }
}
