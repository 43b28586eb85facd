package io.selfhealing.agent.offline;

import io.selfhealing.agent.schema.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a write is made.
 *
 * @param path the schemas in which names are looked up; null where that is not known, or is not what a new connection has
 */
public record Place(Database database, @Nullable List<String> path) {}
