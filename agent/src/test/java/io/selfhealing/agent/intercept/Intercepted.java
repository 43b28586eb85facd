package io.selfhealing.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.selfhealing.agent.config.LogLevel;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.content.Prints;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.heal.learned.Outcomes;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.offline.Keeper;
import io.selfhealing.agent.outage.Outages;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.Acquaintances;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.SharedHistory;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.replay.Mending;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;

/** An empty database behind the door. Ends with the invariant that no error was swallowed. */
final class Intercepted implements AutoCloseable {
    static final String INSERT = "insert into messages (id, sender, content) values (?, ?, ?)";

    final Engine engine;
    final Handler handler;
    final ModeSwitch mode;
    private final Mending mending;
    private final String url;
    private final Path home;
    private final Silent seen = new Silent();
    private final EventLog log;
    private final long swallowedBefore = SelfHealingDoor.swallowed();
    private final List<Connection> connections = new ArrayList<>();
    private boolean mayFail;

    private Intercepted(Engine engine, LongSupplier nanos, @Nullable Prints prints, String... settings)
            throws SQLException, IOException {
        this.engine = engine;
        this.url = engine.emptyDatabase();
        this.home = Files.createTempDirectory("intercepted");
        Settings read = SettingsReader.read(
                        String.join(",", declared(engine, settings)),
                        new Properties(),
                        Map.of("SELFHEALING_HOME", home.toString()),
                        Files::newBufferedReader)
                .settings();
        Console console = new Console(new PrintStream(PrintStream.nullOutputStream()), LogLevel.ERROR);
        InstantSource clock = () -> {
            long unused = nanos.getAsLong(); // where it fails, so does the clock
            return Instant.now();
        };
        ThreadFactory threads = work -> {
            Thread thread = new Thread(() -> {
                SelfHealingDoor.enter();
                work.run();
            });
            thread.setDaemon(true);
            return thread;
        };
        log = EventLog.start(home, read::mode, read.eventsMaxBytes(), clock, console, threads, true);
        mode = new ModeSwitch(read.mode());
        Quarantine quarantine = new Quarantine(home, read.quarantineMaxBytes(), clock, new Random(1));
        Restraints restraints = Restraints.of(read, home, clock, threads, console, entry -> {});
        mending = Interception.mending(
                read, mode, clock, Patterns.decision(), Outcomes.UNHEARD, quarantine, restraints, log, console);
        handler = Interception.assemble(
                read,
                mode,
                new Surroundings(
                        new Ledger(null, new Silent(), clock),
                        seen,
                        threads,
                        clock,
                        SchemaSettings.of(read.schemaTtl(), read.schemaPoll())
                                .sampling(read.repairs().sampledRows()),
                        SharedHistory.Places.NONE,
                        prints),
                Patterns.decision(),
                Outcomes.UNHEARD,
                quarantine,
                null,
                restraints,
                new Outages(read.outage(), read.spool(), false, threads, clock, new Random(1), log, console),
                new Keeper(new CompletableFuture<>(), clock, log, new Undelivered()),
                new Acquaintances(null, console::warn, clock),
                log,
                console,
                nanos);
        SelfHealingDoor.install(handler);
    }

    /**
     * What a column became in an embedded database has to be declared: it gives columns no numbers, and the agent has no connection
     * of its own to look at rows.
     */
    private static List<String> declared(Engine engine, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        if (engine == Engine.H2 && all.stream().noneMatch(setting -> setting.startsWith("aliases="))) {
            all.add("aliases=messages.sender=zorp");
        }
        return all;
    }

    static Intercepted open(Engine engine, String... settings) throws SQLException, IOException {
        return new Intercepted(engine, System::nanoTime, null, settings);
    }

    /** The same where it is remembered what rows held. */
    static Intercepted remembering(Engine engine, String... settings) throws SQLException, IOException {
        return new Intercepted(engine, System::nanoTime, new Prints(null, complaint -> {}), settings);
    }

    /** The same with faults inside the agent. */
    static Intercepted faulty(Engine engine, LongSupplier nanos) throws SQLException, IOException {
        Intercepted faulty = new Intercepted(engine, nanos, null);
        faulty.mayFail = true;
        return faulty;
    }

    private static final class Silent implements SchemaListener, LedgerListener {
        private final Set<String> tables = ConcurrentHashMap.newKeySet();

        @Override
        public void changed(String database, @Nullable TableSnapshot before, TableSnapshot after) {
            tables.add(after.name());
        }

        @Override
        public void unavailable(String database, String reason) {}

        @Override
        public void setAside(Path file, String reason) {}

        @Override
        public void unwritable(Path directory, String reason) {}
    }

    Connection connect(String... parameters) throws SQLException {
        String separator = engine == Engine.H2 ? ";" : "&";
        Connection connection =
                engine.driver.connect(url + separator + String.join(separator, parameters), new Properties());
        connections.add(connection);
        return connection;
    }

    String url() {
        return url;
    }

    /** Runs statements past the agent. */
    void outside(String... commands) throws SQLException {
        try (Connection connection = outside();
                Statement statement = connection.createStatement()) {
            SelfHealingDoor.enter();
            for (String command : commands) {
                statement.execute(command);
            }
        } finally {
            SelfHealingDoor.exit();
        }
    }

    /** A connection that the agent does not see opened, and so knows nothing of. */
    Connection outside() throws SQLException {
        SelfHealingDoor.enter();
        try {
            return engine.driver.connect(url, new Properties());
        } finally {
            SelfHealingDoor.exit();
        }
    }

    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = outside();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    void rename(String table, String from, String to) throws SQLException {
        outside(engine.rename(table, from, to));
    }

    /** A table of three columns, of which the agent has seen a write on this connection. */
    Connection withMessages(String... parameters) throws SQLException, InterruptedException {
        outside("create table messages (id bigint primary key, sender varchar(100), content varchar(200),"
                + " priority integer)");
        Connection connection = connect(parameters);
        write(connection, INSERT, 1L, "sender-1", "content-1");
        TimeUnit.MILLISECONDS.sleep(50);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (engine == Engine.POSTGRESQL && !seen.tables.contains("messages") && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20); // On a machine with other work the first look takes its time.
        }
        return connection;
    }

    static int write(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return bind(statement, values).executeUpdate();
        }
    }

    static PreparedStatement bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String text) {
                statement.setString(i + 1, text);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
        return statement;
    }

    static void fill(PreparedStatement insert, long... ids) throws SQLException {
        for (long id : ids) {
            bind(insert, id, "sender-" + id, "content-" + id).addBatch();
        }
    }

    /** Longer than the agent may believe an old schema. */
    static void awaitNotice() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(2_500); // The schema is looked at each second, on a machine with other work.
    }

    /** The SQLState with which an act fails. */
    static String refusal(ThrowableAssert.ThrowingCallable act) {
        SQLException failure = catchThrowableOfType(SQLException.class, act);
        if (failure == null) {
            throw new AssertionError("nothing was thrown");
        }
        return String.valueOf(failure.getSQLState());
    }

    /** What is done about writes that waited. */
    Mending mending() {
        return mending;
    }

    /** The database of a connection of the application. */
    Database database(Connection connection) {
        if (SelfHealingDoor.carried(connection) instanceof ConnectionState state) {
            return state.database();
        }
        throw new AssertionError("not looked after");
    }

    PreparedState state(PreparedStatement statement) {
        if (SelfHealingDoor.carried(statement) instanceof PreparedState state) {
            return state;
        }
        throw new AssertionError("not looked after");
    }

    List<String> events(String kind) throws IOException {
        assertThat(log.flush(Duration.ofSeconds(5))).isTrue();
        Path file = home.resolve("events.jsonl");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> line.contains("\"kind\":\"" + kind + "\""))
                        .toList()
                : List.of();
    }

    /** Value and state of everything in quarantine, in order. */
    List<String> quarantine() throws IOException {
        return Quarantine.read(home).entries().stream()
                .map(entry -> entry.leftOut().value() + " " + entry.state())
                .toList();
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
        SelfHealingDoor.install(null);
        if (!mayFail) {
            assertThat(SelfHealingDoor.swallowed() - swallowedBefore)
                    .as("swallowed, at last " + SelfHealingDoor.lastSwallowed())
                    .isZero();
        }
    }
}
