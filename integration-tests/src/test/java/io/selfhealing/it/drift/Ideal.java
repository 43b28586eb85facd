package io.selfhealing.it.drift;

import io.selfhealing.it.drift.Write.Back;
import io.selfhealing.it.drift.Write.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way in which a statement that no longer fits may be healed.
 *
 * @param names in which it is written then
 * @param free {@code schema.table.column} of what the agent may fill as it likes, because a value is required and nobody gave one
 * @param gone old columns that are written and have no place
 */
record Ideal(Tab tab, Names names, Set<String> free, List<String> gone, Kind kind) {
    private static final int MOST_ELSEWHERE = 4;

    /** From the best to what is no heal at all. */
    enum Kind {
        /** Everything is in its place, and what has none is in quarantine. */
        EXACT,
        /** Whatever is not there under its old name is in quarantine. */
        KEPT,
        /** The same of a column that there never was. */
        UNKNOWN
    }

    /** None where the table that is meant is not there, or where a condition is on a column that is gone. */
    static List<Ideal> of(World world, Write write) {
        Tab tab = world.meant(write);
        OldTable old = world.old(write.table());
        if (tab == null || old == null) {
            return List.of();
        }
        List<Ideal> ideals = new ArrayList<>();
        Ideal identity = by(tab, old, write, false, Set.of());
        if (identity != null) {
            ideals.add(identity);
        }
        // A new column that bears the old name is where the statement says, if it is not another of the old ones.
        Ideal named = by(tab, old, write, true, Set.of());
        if (named != null && !named.equals(identity)) {
            ideals.add(named);
        }
        for (Set<String> unknown : subsets(elsewhere(tab, old, write))) {
            add(ideals, by(tab, old, write, false, unknown));
        }
        add(ideals, kept(tab, old, write));
        return ideals;
    }

    private static void add(List<Ideal> ideals, @Nullable Ideal other) {
        if (other != null && ideals.stream().noneMatch(ideal -> ideal.names().equals(other.names()))) {
            ideals.add(other);
        }
    }

    /** Columns that are there under another name, which nobody has to find out. */
    private static List<String> elsewhere(Tab tab, OldTable old, Write write) {
        return write.columns().stream()
                .filter(column -> !write.where().contains(column))
                .filter(column -> {
                    Meaning meaning = old.meaning(column);
                    Col home = meaning == null || meaning.key() ? null : tab.home(meaning);
                    return home != null && !home.name.equals(column);
                })
                .limit(MOST_ELSEWHERE)
                .toList();
    }

    /** All but the empty one. */
    private static List<Set<String>> subsets(List<String> all) {
        List<Set<String>> subsets = new ArrayList<>();
        for (int bits = 1; bits < 1 << all.size(); bits++) {
            Set<String> subset = new HashSet<>();
            for (int i = 0; i < all.size(); i++) {
                if ((bits & 1 << i) != 0) {
                    subset.add(all.get(i));
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    /** Only names that are there as they were are written. */
    private static @Nullable Ideal kept(Tab tab, OldTable old, Write write) {
        Map<String, Names.Slot> slots = new LinkedHashMap<>();
        List<String> gone = new ArrayList<>();
        Kind kind = Kind.KEPT;
        for (String column : all(write)) {
            Meaning meaning = old.meaning(column);
            Col named = tab.col(column);
            boolean another = named != null && named.meaning != null && !named.meaning.equals(meaning);
            if (named != null && !another) {
                slots.put(column, new Names.Slot(column, named.conversion));
            } else if (write.where().contains(column) || (meaning != null && meaning.key())) {
                return null;
            } else {
                gone.add(column);
                kind = meaning == null ? Kind.UNKNOWN : kind;
            }
        }
        return gone.isEmpty() || !mayLeaveOut(old, write) ? null : made(tab, old, write, slots, gone, kind);
    }

    /** @param unknown columns that are left out although they have a place */
    private static @Nullable Ideal by(Tab tab, OldTable old, Write write, boolean nameFirst, Set<String> unknown) {
        Map<String, Names.Slot> slots = new LinkedHashMap<>();
        List<String> gone = new ArrayList<>();
        for (String column : all(write)) {
            Meaning meaning = old.meaning(column);
            if (meaning == null) {
                return null;
            }
            Col home = unknown.contains(column) ? null : home(tab, meaning, nameFirst);
            if (home != null) {
                slots.put(column, new Names.Slot(home.name, home.conversion));
            } else if (write.where().contains(column) || meaning.key()) {
                return null;
            } else {
                gone.add(column);
            }
        }
        if (!gone.isEmpty() && !mayLeaveOut(old, write)) {
            return null;
        }
        boolean asked = write.form().back() != Back.NOTHING;
        for (Meaning key : old.key()) {
            Col home = home(tab, key, nameFirst);
            if (home == null) {
                return null;
            }
            if (asked || write.verb() == Verb.UPDATE || write.verb() == Verb.UPSERT) {
                slots.computeIfAbsent(key.name(), name -> new Names.Slot(home.name, home.conversion));
            }
        }
        return made(tab, old, write, slots, gone, unknown.isEmpty() ? Kind.EXACT : Kind.KEPT);
    }

    private static Ideal made(
            Tab tab, OldTable old, Write write, Map<String, Names.Slot> slots, List<String> gone, Kind kind) {
        Map<String, String> extras = new LinkedHashMap<>();
        Set<String> free = new HashSet<>();
        if (write.verb() == Verb.INSERT || write.verb() == Verb.UPSERT) {
            for (Col col : tab.cols) {
                String required = col.required;
                if (required != null
                        && slots.values().stream().noneMatch(slot -> slot.name().equals(col.name))) {
                    extras.put(col.name, required);
                    free.add(tab.qualified() + "." + col.name);
                }
            }
        }
        List<String> all = old.columns.stream()
                .map(Meaning::name)
                .filter(slots::containsKey)
                .toList();
        return new Ideal(tab, new Names(tab.qualified(), slots, extras, all), free, gone, kind);
    }

    private static boolean mayLeaveOut(OldTable old, Write write) {
        return switch (write.verb()) {
            case INSERT, UPSERT -> !old.key().isEmpty();
            case UPDATE ->
                !old.key().isEmpty()
                        && write.where()
                                .equals(old.key().stream().map(Meaning::name).toList());
            case DELETE -> false;
        };
    }

    private static @Nullable Col home(Tab tab, Meaning meaning, boolean nameFirst) {
        Col named = tab.col(meaning.name());
        return nameFirst && named != null && named.meaning == null && named.copyOf == null ? named : tab.home(meaning);
    }

    private static List<String> all(Write write) {
        List<String> all = new ArrayList<>(write.columns());
        all.addAll(write.where());
        return all;
    }
}
