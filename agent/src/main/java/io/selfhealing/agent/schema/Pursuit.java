package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks where a table that is gone may be now. What it finds is no answer yet, but the ground of one. */
final class Pursuit {
    private static final String UNSETTLED = "unsettled";

    /** More new tables at once are an import, and no table under another name. */
    private static final int MOST_NEW = 8;

    private final SchemaReader reader;
    private final Publisher publisher;
    private final Moves moves;
    private final InstantSource clock;
    private final Rosters rosters = new Rosters();
    private final NumberedTables numbers;

    Pursuit(SchemaReader reader, Publisher publisher, Moves moves, InstantSource clock) {
        this.reader = reader;
        this.publisher = publisher;
        this.moves = moves;
        this.clock = clock;
        this.numbers = new NumberedTables(reader);
    }

    /** A table is there. Its neighbours are counted, so that it can be told later what went and came. */
    void found(Connection connection, @Nullable DatabaseIdentity identity, TableSnapshot table) throws SQLException {
        if (identity != null) {
            numbers.found(connection, identity, table);
        }
        Set<String> roster = reader.roster(connection, table.schema());
        if (roster != null) {
            rosters.found(table.schema(), table.name());
            rosters.seen(table.schema(), roster, clock.instant());
        }
    }

    /** The tables of a schema are counted though none of them is asked for yet. */
    void seen(Connection connection, String schema) throws SQLException {
        Set<String> roster = reader.roster(connection, schema);
        if (roster != null) {
            rosters.seen(schema, roster, clock.instant());
        }
    }

    /** The tables of a schema that were not there yet at that moment, as far as it was looked at. Any thread. */
    Set<String> cameAfter(String schema, Instant moment) {
        return rosters.cameAfter(schema, moment);
    }

    /**
     * Null where nothing is known of such a table, or not which one of several it was.
     *
     * @param shared what others saw of tables of that name
     */
    @Nullable
    Trail follow(Connection connection, DatabaseIdentity identity, TableCell cell, SharedPast shared)
            throws SQLException {
        TableHistory past = publisher.past(identity, cell, shared);
        MigratedMove told = publisher.moved(identity, cell, past);
        if (past == null && told != null) {
            past = new TableHistory(told.last(), List.of(), List.of());
        }
        if (past == null) {
            return null;
        }
        TableSnapshot last = past.current();
        List<WitnessedMove> steps = steps(last);
        Turnover turnover = Turnover.UNKNOWN;
        Set<TableKey> places = new LinkedHashSet<>();
        if (last.identity() != null) {
            places.addAll(reader.bearers(connection, identities(past)));
        } else {
            turnover = turnover(connection, last).borne(numbers.bearer(connection, identity, last));
            if (turnover.bearer() != null) {
                places.add(turnover.bearer());
            }
            turnover.come().stream()
                    .sorted()
                    .limit(MOST_NEW)
                    .forEach(table -> places.add(new TableKey(List.of(last.schema()), table)));
            if (!steps.isEmpty()) {
                places.add(target(last, steps));
            }
        }
        if (told != null) {
            places.add(target(told));
        }
        LostTable lost =
                new LostTable(past, List.of(), steps, turnover, told, cell.key().path(), List.of());
        return trail(connection, identity, lost, List.copyOf(places));
    }

    private static TableKey target(MigratedMove told) {
        return new TableKey(List.of(told.toSchema()), told.to());
    }

    /** @param lost without candidates, and with all that points at the places */
    private Trail trail(Connection connection, DatabaseIdentity identity, LostTable lost, List<TableKey> places)
            throws SQLException {
        List<WitnessedMove> steps = lost.moves();
        MigratedMove told = null;
        String fingerprints =
                fingerprints(places, places.isEmpty() ? Map.of() : reader.fingerprints(connection, places));
        List<TableHistory> candidates = new ArrayList<>();
        for (TableKey place : places) {
            TableSnapshot table = reader.read(connection, place.path(), place.table());
            if (table == null) {
                fingerprints = UNSETTLED; // It moves at this very moment: the next look asks again.
            } else {
                candidates.add(publisher.remember(identity, table));
                if (!steps.isEmpty() && place.equals(target(lost.past().current(), steps))) {
                    steps.forEach(moves::borneOut);
                }
                if (isTarget(place, lost.told()) && publisher.asMigrated(identity, table)) {
                    told = lost.told();
                }
            }
        }
        LostTable found = new LostTable(lost.past(), candidates, steps, lost.turnover(), told, lost.path(), List.of());
        return new Trail(found, places, fingerprints);
    }

    private static boolean isTarget(TableKey place, @Nullable MigratedMove told) {
        return told != null && place.equals(target(told));
    }

    /** As one text, in the order of the places. */
    static String fingerprints(Collection<TableKey> places, Map<TableKey, String> fingerprints) {
        StringBuilder all = new StringBuilder();
        places.forEach(place -> all.append(fingerprints.getOrDefault(place, "")).append('|'));
        return all.toString();
    }

    private Turnover turnover(Connection connection, TableSnapshot last) throws SQLException {
        Set<String> roster = reader.roster(connection, last.schema());
        return roster == null ? Turnover.UNKNOWN : rosters.lost(last.schema(), last.name(), roster);
    }

    private static Set<String> identities(TableHistory past) {
        Set<String> identities = new LinkedHashSet<>();
        Stream.concat(Stream.of(past.current()), past.earlier().stream())
                .map(TableSnapshot::identity)
                .filter(Objects::nonNull)
                .forEach(identities::add);
        return identities;
    }

    /** The witnessed moves that lead away from the table, in their order. */
    private List<WitnessedMove> steps(TableSnapshot from) {
        List<WitnessedMove> newestFirst = moves.credible(clock.instant());
        List<WitnessedMove> steps = new ArrayList<>();
        String schema = from.schema();
        String table = from.name();
        for (int i = newestOf(newestFirst, schema, table); i >= 0; i--) {
            WitnessedMove move = newestFirst.get(i);
            if (move.isOf(schema, table)) {
                steps.add(move);
                schema = Objects.requireNonNullElse(move.toSchema(), schema);
                table = move.to();
            }
        }
        return steps;
    }

    private static int newestOf(List<WitnessedMove> newestFirst, String schema, String table) {
        for (int i = 0; i < newestFirst.size(); i++) {
            if (newestFirst.get(i).isOf(schema, table)) {
                return i;
            }
        }
        return -1;
    }

    private static TableKey target(TableSnapshot from, List<WitnessedMove> steps) {
        String schema = from.schema();
        for (WitnessedMove step : steps) {
            schema = Objects.requireNonNullElse(step.toSchema(), schema);
        }
        return new TableKey(List.of(schema), steps.get(steps.size() - 1).to());
    }
}
