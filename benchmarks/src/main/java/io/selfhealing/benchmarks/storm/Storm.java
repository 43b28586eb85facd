package io.selfhealing.benchmarks.storm;

import io.selfhealing.benchmarks.launch.Directories;
import io.selfhealing.benchmarks.launch.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two applications whose every write is healed, in turns: one whose agent can tell nobody (its home cannot be made, and it has no
 * tables), and one whose agent keeps events on disk and in the database. Arguments, as {@code name=value}: {@code agent},
 * {@code rounds}, {@code millis} of each round, {@code threads}.
 */
public final class Storm {
    /** Rounds that are not measured: the compiler is at work. */
    private static final int WARM_UP = 5;

    private final int rounds;
    private final long millis;
    private final int threads;
    private final Path directory;
    private final List<Child.Slice> silent = new ArrayList<>();
    private final List<Child.Slice> telling = new ArrayList<>();

    private Storm(int rounds, long millis, int threads, Path directory) {
        this.rounds = rounds;
        this.millis = millis;
        this.threads = threads;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Path directory = Files.createTempDirectory("storm");
        try (PostgresServer server = new PostgresServer(Map.of())) {
            new Storm(
                            Integer.parseInt(given.getOrDefault("rounds", "12")),
                            Long.parseLong(given.getOrDefault("millis", "5000")),
                            Integer.parseInt(given.getOrDefault("threads", "4")),
                            directory)
                    .race(server, given.getOrDefault("agent", ""));
        } finally {
            Directories.delete(directory);
        }
    }

    private void race(PostgresServer server, String agent) throws IOException, SQLException {
        Path noDirectory = Files.writeString(directory.resolve("file"), "in the way\n");
        Path home = directory.resolve("home");
        String quietUrl = server.fresh("quiet");
        String toldUrl = server.fresh("told");
        String javaAgent = "-javaagent:" + Path.of(agent).toAbsolutePath().normalize();
        List<String> quietly =
                List.of(javaAgent, "-Dselfhealing.home=" + noDirectory.resolve("home"), "-Dselfhealing.tables=off");
        List<String> tellingly = List.of(
                javaAgent,
                "-Dselfhealing.home=" + home,
                "-Dselfhealing.tables=create",
                "-Dselfhealing.tables.interval=1s");
        double resident;
        try (Child quiet = Child.start(quietUrl, quietly, directory.resolve("quiet.err"));
                Child told = Child.start(toldUrl, tellingly, directory.resolve("told.err"))) {
            long warm = 0;
            for (int round = 0; round < WARM_UP; round++) {
                warm += told.run(threads, millis).operations();
                quiet.run(threads, millis);
            }
            for (int round = 0; round < rounds; round++) {
                boolean quietFirst = round % 2 == 0;
                if (quietFirst) {
                    silent.add(quiet.run(threads, millis));
                }
                telling.add(told.run(threads, millis));
                if (!quietFirst) {
                    silent.add(quiet.run(threads, millis));
                }
                say(
                        "round %d: silent %.0f/s %.1f us, telling %.0f/s %.1f us",
                        round + 1,
                        last(silent).rate(),
                        last(silent).micros(),
                        last(telling).rate(),
                        last(telling).micros());
            }
            resident = told.residentMegabytes();
            say(
                    "heals told of: %d",
                    warm + telling.stream().mapToLong(Child.Slice::operations).sum());
        }
        report(home, toldUrl, resident);
    }

    private static Child.Slice last(List<Child.Slice> slices) {
        return slices.get(slices.size() - 1);
    }

    private void report(Path home, String url, double resident) throws IOException, SQLException {
        List<Double> rates = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            rates.add(telling.get(round).rate() / silent.get(round).rate());
            micros.add(telling.get(round).micros() / silent.get(round).micros());
        }
        say("writes a second, telling / silent: %s", spread(rates));
        say("processor time of a write, telling / silent: %s", spread(micros));
        say(
                "heals a second while telling: %s",
                spread(telling.stream().map(Child.Slice::rate).toList()));
        say("resident memory of the telling process: %.0f MB, heap at most 64 MB", resident);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                say("%s: %d bytes", home.relativize(file), Files.size(file));
            }
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*), sum(count), pg_total_relation_size('detected_errors') from detected_errors")) {
            rows.next();
            say("detected_errors: %d rows, %d events, %d bytes", rows.getLong(1), rows.getLong(2), rows.getLong(3));
        }
    }

    private static String spread(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "median %.3f (%.3f to %.3f, %d rounds)",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }

    private static void say(String format, Object... figures) {
        System.out.println(String.format(Locale.ROOT, format, figures));
    }
}
