package io.selfhealing.it.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.harness.WarmCommand;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same write of the version before, after each of many changes: as a prepared statement, as a plain text, and asked of the command
 * {@code explain}. {@code -Ddrift.events=FILE} takes the changes from a corpus, {@code -Ddrift.report=FILE} says what each came to.
 */
class OneVerdictIT {
    private static final int AT_ONCE = 20;

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void writeGetsTheSameVerdictWhicheverWayItIsAsked(Bench bench) throws Exception {
        List<Change> changes = Change.read(events());
        Verdicts verdicts = new Verdicts(bench);
        for (int from = 0; from < changes.size(); from += AT_ONCE) {
            verdicts.of(changes.subList(from, Math.min(changes.size(), from + AT_ONCE)));
        }
        List<String> differ = verdicts.differing();
        assertThat(verdicts.judged()).isGreaterThan(changes.size() / 2);
        assertThat(differ).as("%d judged", verdicts.judged()).isEmpty();
    }

    private static Path events() throws Exception {
        String file = System.getProperty("drift.events", "");
        return file.isEmpty()
                ? Path.of(OneVerdictIT.class.getResource("/changes.jsonl").toURI())
                : Path.of(file);
    }

    /** Each change in two schemas of its own, several at a time: what has to be waited for is waited for once. */
    private static final class Verdicts {
        private final Bench bench;
        private final Spelling spelling;
        private final Application application;
        private final Map<String, Asked> asked = new LinkedHashMap<>();
        private final Path password;
        private int places;

        Verdicts(Bench bench) throws IOException {
            this.bench = bench;
            this.spelling = new Spelling(bench.engine());
            this.application = bench.application();
            this.password = Files.writeString(bench.directory().resolve("password"), DbServer.PASSWORD);
        }

        private record Asked(Place place, Told explained, Told explainedPlain, String prepared, String plain) {}

        private record Place(int number, Change change, Trial trial, Connection prepared, Connection plain) {
            String name(boolean isPrepared) {
                return "v" + number + (isPrepared ? "p" : "s");
            }
        }

        int judged() {
            return asked.size();
        }

        void of(List<Change> changes) throws Exception {
            List<Place> places = new ArrayList<>();
            for (Change change : changes) {
                try {
                    places.add(made(change));
                } catch (SQLException | Spelling.Impossible e) {
                    System.out.println("left out: " + change.id() + ": " + e.getMessage());
                }
            }
            for (Place place : places) {
                bench.awaitSnapshot(place.name(true));
                bench.awaitSnapshot(place.name(false));
            }
            List<Place> changed = new ArrayList<>();
            for (Place place : places) {
                try {
                    change(place, true);
                    change(place, false);
                    changed.add(place);
                } catch (SQLException | Spelling.Impossible e) {
                    System.out.println("left out: " + place.change().id() + ": " + e.getMessage());
                }
            }
            Bench.awaitNotice();
            try (WarmCommand command = WarmCommand.of()) {
                for (Place place : changed) {
                    Trial trial = place.trial();
                    Told explained = explained(command, place, trial.prepared(), trial.hasParameters());
                    Told explainedPlain = explained(command, place, trial.plain(), false);
                    asked.put(
                            place.change().id(),
                            new Asked(
                                    place,
                                    explained,
                                    explainedPlain,
                                    trial.runPrepared(place.prepared()),
                                    trial.runPlain(place.plain())));
                }
            }
            for (Place place : places) {
                place.prepared().close();
                place.plain().close();
            }
        }

        private Place made(Change change) throws SQLException {
            int number = ++places;
            Trial trial = new Trial(change, spelling);
            Connection prepared = opened(number, change, trial, true);
            Connection plain = opened(number, change, trial, false);
            return new Place(number, change, trial, prepared, plain);
        }

        private Connection opened(int number, Change change, Trial trial, boolean isPrepared) throws SQLException {
            String name = "v" + number + (isPrepared ? "p" : "s");
            List<String> statements = spelling.create(change.tableBefore(), change.before(), change.after());
            if (bench.engine().speaksMySql()) {
                bench.server().create(name);
            } else {
                bench.ddl("create schema " + name);
            }
            outside(name, statements);
            Connection connection = application.connectTo(url(name));
            trial.rehearse(connection);
            return connection;
        }

        private String url(String name) {
            return bench.engine().speaksMySql()
                    ? bench.server().url(name)
                    : bench.url() + (bench.url().contains("?") ? "&" : "?") + "currentSchema=" + name;
        }

        private void outside(String name, List<String> statements) throws SQLException {
            try (Connection connection = outside(name);
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        private Connection outside(String name) throws SQLException {
            return bench.engine().speaksMySql()
                    ? bench.server().outside(name)
                    : DriverManager.getConnection(url(name), DbServer.USER, DbServer.PASSWORD);
        }

        private void change(Place place, boolean isPrepared) throws SQLException {
            Change change = place.change();
            List<String> statements = new ArrayList<>();
            statements.add("delete from " + spelling.quoted(change.tableBefore()));
            statements.addAll(spelling.change(change));
            if (!change.insert()) {
                statements.add(place.trial().seed());
            }
            outside(place.name(isPrepared), statements);
        }

        private Told explained(WarmCommand command, Place place, String sql, boolean withParameters)
                throws ReflectiveOperationException, IOException {
            List<String> arguments = new ArrayList<>(List.of(
                    "explain",
                    "--url",
                    url(place.name(true)),
                    "--user",
                    DbServer.USER,
                    "--password-file",
                    password.toString(),
                    "--driver-path",
                    Jars.holding(bench.engine().speaksMySql() ? "org.mariadb.jdbc.Driver" : "org.postgresql.Driver")
                            .toString(),
                    "--home",
                    bench.home().toString(),
                    "--sql",
                    sql,
                    "--json"));
            if (withParameters) {
                arguments.addAll(List.of("--params", place.trial().parameters()));
            }
            return Told.of(new ObjectMapper().readTree(command.run(arguments)));
        }

        /** The changes on which the four do not agree. */
        List<String> differing() throws IOException {
            List<Event> events = bench.events();
            List<String> report = new ArrayList<>();
            List<String> differ = new ArrayList<>();
            asked.forEach((id, one) -> {
                Told prepared = Told.of(about(events, one.place(), true), one.prepared());
                Told plain = Told.of(about(events, one.place(), false), one.plain());
                boolean same = prepared.equals(plain)
                        && prepared.equals(one.explained())
                        && plain.equals(one.explainedPlain());
                String line = (same ? "same " : "DIFFER ") + id + "\n    prepared  " + prepared + "\n    plain     "
                        + plain + "\n    explained " + one.explained() + "\n    as text   " + one.explainedPlain();
                report.add(line);
                if (!same) {
                    differ.add(line);
                }
            });
            String file = System.getProperty("drift.report", "");
            if (!file.isEmpty()) {
                Files.write(Path.of(file), report);
            }
            return differ;
        }

        private static List<Event> about(List<Event> events, Place place, boolean isPrepared) {
            String name = place.name(isPrepared);
            return events.stream()
                    .filter(event -> isAbout(event, name, place, isPrepared))
                    .toList();
        }

        /** By its schema; where the table is nowhere, by how the text is spelled. */
        private static boolean isAbout(Event event, String name, Place place, boolean isPrepared) {
            boolean loud = event.originalSql().startsWith("INSERT")
                    || event.originalSql().startsWith("UPDATE");
            return loud != isPrepared
                    && (event.table().startsWith(name + ".")
                            || event.json().path("database").asText().endsWith("/" + name)
                            || event.table().equals(place.change().tableBefore()));
        }
    }
}
