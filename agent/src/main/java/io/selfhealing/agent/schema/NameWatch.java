package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Scanner;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes whether the application's queries name a table that may be a lost one under its new name. While no table is lost, a query
 * costs one volatile read; while one is, a search through its text. Any thread.
 */
public final class NameWatch {
    /** Longer texts are not searched. */
    private static final int LONGEST = 64 << 10;

    private static final int MOST = 32;

    /**
     * A table whose name is waited for.
     *
     * @param unqualified whether its name alone means it, where the lost table was looked up
     */
    record Name(String schema, String table, boolean unqualified) {}

    private final Set<Name> seen = ConcurrentHashMap.newKeySet();
    private volatile List<Name> awaited = List.of();

    NameWatch() {}

    /** Whether {@link #note} would look at a text. */
    public boolean watches() {
        return !awaited.isEmpty();
    }

    /** The application asks the database to run a query. */
    public void note(String sql, Dialect dialect) {
        if (sql.length() > LONGEST) {
            return;
        }
        for (Name name : awaited) {
            if (!seen.contains(name)
                    && Scanner.namesTable(sql, name.schema(), name.table(), name.unqualified(), dialect)) {
                seen.add(name);
            }
        }
    }

    /** From now on those names are waited for, and what was seen of others is forgotten. */
    void await(Collection<Name> names) {
        List<Name> now = names.stream().distinct().limit(MOST).toList();
        if (!now.equals(awaited)) {
            awaited = now;
            seen.retainAll(Set.copyOf(now));
        }
    }

    boolean saw(Name name) {
        return seen.contains(name);
    }
}
