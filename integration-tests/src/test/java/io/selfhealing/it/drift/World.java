package io.selfhealing.it.drift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is where, and what it is. */
final class World {
    final List<Tab> tabs = new ArrayList<>();
    final List<OldTable> olds = new ArrayList<>();
    /** Names of views, by schema and name: what stands there is no table. */
    final Set<String> views = new HashSet<>();
    /**
     * Names of tables that the application's connection alone sees, before all others: with a schema where they hide a table of that
     * one alone, under its qualified name as well.
     */
    final Set<String> temporary = new HashSet<>();
    /** Every name that was ever given, so that an error which tells one is found out. */
    final Set<String> names = new HashSet<>();
    /** The schema in which the application's connection looks for a name. */
    String path = "";

    @Nullable
    OldTable old(String table) {
        return olds.stream()
                .filter(o -> o.schema.equals(path) && o.name.equals(table))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Tab at(String schema, String name) {
        return tabs.stream()
                .filter(t -> t.schema.equals(schema) && t.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Tab carrier(OldTable old) {
        return tabs.stream().filter(t -> t.old == old).findFirst().orElse(null);
    }

    /** The table that a statement of the old application is meant for, and that may be written to. */
    @Nullable
    Tab meant(Write write) {
        String table = write.table();
        OldTable old = old(table);
        if (old == null || hides(write) || views.contains(path + "." + table)) {
            return null;
        }
        Tab there = at(path, table);
        if (there != null) {
            return there.old == old ? there : null;
        }
        Tab elsewhere = carrier(old);
        return elsewhere == null || elsewhere.setAside ? null : elsewhere;
    }

    /** Whether a temporary table hides the one of that name. */
    boolean hidden(String table) {
        return temporary.contains(table) || temporary.contains(path + "." + table);
    }

    /** Whether a temporary table is what a statement writes to. */
    boolean hides(Write write) {
        return temporary.contains(path + "." + write.table())
                || (temporary.contains(write.table()) && !write.form().qualified());
    }

    boolean free(String schema, String name) {
        return at(schema, name) == null && !views.contains(schema + "." + name);
    }
}
