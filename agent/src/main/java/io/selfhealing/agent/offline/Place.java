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
 */
public record Place(
        Database database,
        @Nullable List<String> path,
        @Nullable String doubt,
        @Nullable String entrance) {
    /** Of a connection that has been asked. */
    public Place(Database database, @Nullable List<String> path) {
        this(database, path, null, null);
    }

    /** Of a connection of which that is not certain. */
    public Place(Database database, @Nullable List<String> path, String doubt) {
        this(database, path, doubt, null);
    }

    /** The same for a connection of which that is not known any more. */
    Place astray(String why) {
        return new Place(database, null, why, entrance);
    }
}
