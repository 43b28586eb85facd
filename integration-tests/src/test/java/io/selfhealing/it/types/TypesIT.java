package io.selfhealing.it.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every type's values in a column of every other type, by every setter, met cold; compared with the page that says what becomes of them. */
class TypesIT {
    private static final Pattern COLUMN = Pattern.compile("by_[a-z]+");
    private static final double GOAL = 0.9;

    @DatabaseTest(Engine.POSTGRESQL)
    void theCommittedPageIsWhatWasSeen(Bench bench) throws Exception {
        bench.ddl("create type colour as enum ('red', 'blue')");
        Meaning meaning = Meaning.ask(bench);
        List<Cell> cells = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        for (Kind from : Kind.values()) {
            for (Kind to : Kind.values()) {
                if (from != to) {
                    create(tables, from, to);
                }
            }
        }
        bench.ddl(tables.toArray(String[]::new));
        Connection connection = bench.application().connect();
        long id = 1_000_000;
        for (Kind from : Kind.values()) {
            for (Kind to : Kind.values()) {
                if (from != to) {
                    for (Setter setter : Setter.values()) {
                        cells.add(cell(connection, meaning, from, to, setter, ++id));
                    }
                }
            }
        }
        Map<Long, String> stored = stored(bench);
        List<Event> events = bench.events();

        List<Outcome> outcomes = judged(cells, stored, events);
        List<Outcome> lossless = outcomes.stream().filter(Outcome::isLossless).toList();
        long landed = lossless.stream().filter(Outcome::landed).count();
        TypesPage.checkOrUpdate(outcomes);
        assertThat(outcomes.stream().filter(Outcome::isWrong))
                .as("wrong values")
                .isEmpty();
        assertThat(landed).as("of %s with a lossless answer", lossless.size()).isGreaterThanOrEqualTo((long)
                Math.ceil(lossless.size() * GOAL));
    }

    private static String table(Kind from, Kind to) {
        return "t_" + from.word() + "_in_" + to.word();
    }

    private static void create(List<String> tables, Kind from, Kind to) {
        StringBuilder columns = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (Setter setter : Setter.values()) {
            columns.append(", ").append(setter.column()).append(' ').append(to.sql);
            values.append(", ").append(to.rows.isEmpty() ? "null" : to.rows);
        }
        tables.add("create table " + table(from, to) + " (id bigint primary key" + columns + ")");
        if (!to.rows.isEmpty()) {
            tables.add("insert into " + table(from, to) + " select g" + values + " from generate_series(1, 12) g");
        }
    }

    /** What was written, and how the application heard of it: an empty state where it landed, null where it is no such way. */
    private record Cell(
            Kind from,
            Kind to,
            Setter setter,
            long id,
            Meaning.Pair pair,
            @Nullable String state) {}

    private static Cell cell(Connection connection, Meaning meaning, Kind from, Kind to, Setter setter, long id)
            throws SQLException {
        Meaning.Pair pair = meaning.of(from, to);
        String state = null;
        if (setter.carries(from, pair.written())) {
            String insert = "insert into " + table(from, to) + " (id, " + setter.column() + ") values (?, ?)";
            try {
                setter.write(connection, insert, from, pair.written(), id);
                state = "";
            } catch (SQLException e) {
                state = String.valueOf(e.getSQLState());
            }
        }
        return new Cell(from, to, setter, id, pair, state);
    }

    private static Map<Long, String> stored(Bench bench) throws SQLException {
        List<String> selects = new ArrayList<>();
        for (Kind from : Kind.values()) {
            for (Kind to : Kind.values()) {
                if (from != to) {
                    StringBuilder all = new StringBuilder();
                    for (Setter setter : Setter.values()) {
                        all.append(all.isEmpty() ? "" : ", ")
                                .append(setter.column())
                                .append("::text");
                    }
                    selects.add("select id, coalesce(" + all + ") from " + table(from, to) + " where id > 1000000");
                }
            }
        }
        Map<Long, String> stored = new HashMap<>();
        for (String row : bench.rows(String.join(" union all ", selects))) {
            int bar = row.indexOf('|');
            stored.put(Long.valueOf(row.substring(0, bar)), row.substring(bar + 1));
        }
        return stored;
    }

    private static List<Outcome> judged(List<Cell> cells, Map<Long, String> stored, List<Event> events) {
        Map<String, Event> told = new HashMap<>();
        for (Event event : events) {
            Matcher column = COLUMN.matcher(event.originalSql());
            if (column.find()) {
                String table = event.table().substring(event.table().lastIndexOf('.') + 1);
                told.put(event.kind() + " " + table + " " + column.group(), event);
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Cell cell : cells) {
            if (cell.state() == null) {
                continue;
            }
            String key =
                    " " + table(cell.from(), cell.to()) + " " + cell.setter().column();
            boolean healed = told.containsKey("healed" + key);
            Event refused = told.get("refused" + key);
            boolean nothing = cell.setter() == Setter.NULL;
            outcomes.add(new Outcome(
                    cell.from(),
                    cell.to(),
                    cell.setter(),
                    nothing ? "null" : cell.pair().expected(),
                    stored.get(cell.id()),
                    cell.state().isEmpty() && healed,
                    cell.state().isEmpty() ? "" : cell.state(),
                    refused == null ? "" : refused.json().path("reason").asText()));
        }
        return outcomes;
    }
}
