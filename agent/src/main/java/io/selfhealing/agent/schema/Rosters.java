package io.selfhealing.agent.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tables each schema had when somebody last looked, so that it can be told what went and came. For databases whose tables
 * have no identity of their own. Any thread.
 */
final class Rosters {
    /** A list that lacks a table is not taken for the new one while somebody may still ask what became of the table. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private static final int MOST_SCHEMAS = 200;
    private static final int MOST_TABLES = 10_000;
    private static final int MOST_LOST = 1_000;

    private static final class Roster {
        private Set<String> tables;
        /** When each was first there; those of the first look long since. */
        private final Map<String, Instant> came = new HashMap<>();

        private @Nullable Instant incompleteSince;

        Roster(Set<String> tables) {
            this.tables = tables;
            note(tables, Instant.MIN);
        }

        void note(Set<String> now, Instant since) {
            for (String table : now) {
                if (came.size() < 2 * MOST_TABLES) {
                    came.putIfAbsent(table, since);
                }
            }
        }

        void replace(Set<String> now) {
            tables = Set.copyOf(now);
            incompleteSince = null;
        }
    }

    private record Place(String schema, String table) {}

    private final Map<String, Roster> rosters = new HashMap<>();
    private final Map<Place, Turnover> lost = new LinkedHashMap<>();

    /** Null where there are more than can be kept; whoever asks for them asks for one more than {@value #MOST_TABLES}. */
    static @Nullable Set<String> bounded(Collection<String> tables) {
        return tables.size() > MOST_TABLES ? null : Set.copyOf(tables);
    }

    /** The tables of a schema while nobody misses one. */
    synchronized void seen(String schema, Set<String> tables, Instant now) {
        Roster roster = rosters.get(schema);
        if (roster == null) {
            if (rosters.size() < MOST_SCHEMAS) {
                rosters.put(schema, new Roster(Set.copyOf(tables)));
            }
            return;
        }
        roster.note(tables, now);
        if (tables.containsAll(roster.tables)
                || (roster.incompleteSince != null && roster.incompleteSince.isBefore(now.minus(GRACE)))) {
            roster.replace(tables);
        } else if (roster.incompleteSince == null) {
            roster.incompleteSince = now;
        }
    }

    /** The tables of a schema that were not there yet at that moment. */
    synchronized Set<String> cameAfter(String schema, Instant moment) {
        Roster roster = rosters.get(schema);
        return roster == null
                ? Set.of()
                : roster.came.entrySet().stream()
                        .filter(table -> table.getValue().isAfter(moment))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /** A table is there again: what was told of its absence is void. */
    synchronized void found(String schema, String table) {
        lost.remove(new Place(schema, table));
    }

    /** What went and came since the table was last there; nothing is known of a schema that was never looked at. */
    synchronized Turnover lost(String schema, String table, Set<String> tables) {
        Place place = new Place(schema, table);
        Turnover before = lost.get(place);
        Roster roster = rosters.get(schema);
        if (roster == null) {
            return Turnover.UNKNOWN;
        }
        Turnover since = new Turnover(without(roster.tables, tables), without(tables, roster.tables));
        Turnover told = before == null ? since : continued(before, since);
        if (before == null && !since.gone().contains(table)) {
            return Turnover.UNKNOWN;
        }
        roster.replace(tables);
        remember(place, told);
        for (String other : since.gone()) {
            if (!lost.containsKey(new Place(schema, other))) {
                remember(new Place(schema, other), since); // It was missed together with this one.
            }
        }
        return told;
    }

    private void remember(Place place, Turnover told) {
        if (lost.size() < MOST_LOST || lost.containsKey(place)) {
            lost.put(place, told);
        }
    }

    /** One table in place of another, and then a third in place of that one, is the third in place of the first. */
    private static Turnover continued(Turnover before, Turnover since) {
        boolean chain =
                before.isExchange() && since.isExchange() && since.gone().equals(before.come());
        return chain ? new Turnover(before.gone(), since.come()) : before;
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
