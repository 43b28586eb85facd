package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of the database behind an address, for a time when nobody can ask it.
 *
 * @param identity which one answered there last
 * @param paths for each way of opening a connection, by a text that stands for it, the schemas in which such a one looks up names
 *     when it is new; those of the ways that were used last
 * @param ledger whether a table of the agent's own could be used there to make writes exactly once
 */
public record Acquaintance(
        DatabaseIdentity identity, Dialect dialect, Map<String, List<String>> paths, boolean ledger) {
    private static final int MOST_PATHS = 16;

    public Acquaintance {
        paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
    }

    /** Of a database that was met for the first time. */
    static Acquaintance with(DatabaseIdentity identity, Dialect dialect) {
        return new Acquaintance(identity, dialect, Map.of(), false);
    }

    Acquaintance path(String entrance, List<String> path) {
        Map<String, List<String>> more = new LinkedHashMap<>(paths);
        more.remove(entrance);
        more.put(entrance, List.copyOf(path));
        for (String eldest : new ArrayList<>(more.keySet()).subList(0, Math.max(0, more.size() - MOST_PATHS))) {
            more.remove(eldest);
        }
        return new Acquaintance(identity, dialect, more, ledger);
    }

    Acquaintance ledger(boolean usable) {
        return new Acquaintance(identity, dialect, paths, usable);
    }
}
