package io.selfhealing.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Directories;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one test has to work with: an empty database, a home for the agent, and the applications it starts. */
public final class Bench {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final long SNAPSHOT_MILLIS = 3_000;
    private static final long ROWS_MILLIS = 1_000;

    private final Engine engine;
    private final DbServer server;
    private final PlainApplication plain;
    private final Path directory;
    private final String database;
    private final List<String> ddl = new ArrayList<>();
    private final List<Application> applications = new ArrayList<>();

    private Bench(Engine engine, DbServer server, PlainApplication plain, Path directory, String database) {
        this.engine = engine;
        this.server = server;
        this.plain = plain;
        this.directory = directory;
        this.database = database;
    }

    static Bench open(Engine engine, DbServer server, PlainApplication plain) throws IOException, SQLException {
        String database = "it_" + COUNTER.incrementAndGet();
        try {
            server.create(database);
        } catch (SQLException e) {
            server.restart(); // A test that failed has left it killed.
            server.create(database);
        }
        return new Bench(engine, server, plain, Files.createTempDirectory("self-healing-it"), database);
    }

    public Engine engine() {
        return engine.product();
    }

    /** The same with its version. */
    public Engine version() {
        return engine;
    }

    /** How the engine spells what the products spell in different ways. */
    public ProductSql sql() {
        return new ProductSql(engine);
    }

    public DbServer server() {
        return server;
    }

    public String database() {
        return database;
    }

    /** Of the database, without user and password. */
    public String url() {
        return server.url(database);
    }

    Address address() {
        return new Address(engine, server.url(database));
    }

    /** A directory that is removed after the test. */
    public Path directory() {
        return directory;
    }

    /** {@code selfhealing.home}; not there until the agent makes it. */
    public Path home() {
        return directory.resolve("home");
    }

    /** Runs statements from outside, past the application. */
    public void ddl(String... statements) throws SQLException {
        ddl.addAll(List.of(statements));
        try (Connection connection = outside();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Past the application; where nobody else reaches its database, another connection of its own. */
    private Connection outside() throws SQLException {
        try {
            return engine.withinApplication() ? application().connect() : server.outside(database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Renames a column from outside. */
    public void rename(String table, String from, String to) throws SQLException {
        ddl(sql().rename(table, from, to));
    }

    /**
     * Waits until the agent has written down what it knows of a table, which is what later evidence is drawn from; where columns have
     * no identity also for a moment until it knows what its rows hold, if it has any.
     */
    public void awaitSnapshot(String table) throws IOException, InterruptedException {
        await("schema", table, SNAPSHOT_MILLIS);
        if (engine() != Engine.POSTGRESQL) {
            await("content", table, ROWS_MILLIS);
        }
    }

    /** The same, and longer until it knows what its rows hold. */
    public void awaitContent(String table) throws IOException, InterruptedException {
        await("schema", table, SNAPSHOT_MILLIS);
        await("content", table, SNAPSHOT_MILLIS);
    }

    private void await(String folder, String table, long millis) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < deadline
                && hasAgent()
                && !engine.withinApplication() // what is in memory is not remembered
                && !HomeFiles.of(home()).mention(folder, table)) {
            Thread.sleep(20);
        }
    }

    private static boolean hasAgent() {
        return !Launch.NONE.equals(System.getProperty("it.agent"));
    }

    /** Waits longer than the agent may believe an old schema. */
    public static void awaitNotice() throws InterruptedException {
        Thread.sleep(1_300);
    }

    /** The rows of a query from outside, their values joined by {@code |}. */
    public List<String> rows(String query) throws SQLException {
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

    /** An application with the agent and default settings; the same each time where the database is inside it. */
    public Application application() throws IOException {
        if (engine.withinApplication() && !applications.isEmpty()) {
            return applications.get(0);
        }
        return launch().start();
    }

    public Launch launch() {
        return new Launch(this);
    }

    Application register(Application application) {
        applications.add(application);
        return application;
    }

    /** Everything the agent recorded, once the applications have ended. */
    public List<Event> events() throws IOException {
        endApplications();
        return Event.read(home().resolve("events.jsonl"));
    }

    /** The recorded events of one kind, once the applications have ended. */
    public List<Event> events(String kind) throws IOException {
        return events().stream().filter(event -> event.kind().equals(kind)).toList();
    }

    /** The first recorded heal, once the applications have ended; fails where there is none. */
    public Event firstHeal() throws IOException {
        List<Event> healed = events("healed");
        assertThat(healed).as("heals on record").isNotEmpty();
        return healed.get(0);
    }

    /** The values in quarantine, once the applications have ended. */
    public List<Quarantined> quarantine() throws IOException {
        endApplications();
        return Quarantined.read(HomeFiles.of(home()));
    }

    /** What an act throws at the application. */
    public static Thrown failureOf(Conversation.Act act) throws SQLException {
        try {
            act.run();
        } catch (RemoteSqlException e) {
            return e.thrown();
        }
        throw new AssertionError("nothing was thrown");
    }

    /**
     * Runs a conversation with the agent, and without it on a second database to which the same was done from outside, and
     * compares what the application saw of it.
     *
     * @return the transcript
     */
    public List<String> assertUntouched(Conversation conversation) throws IOException, SQLException {
        return assertUntouched(launch(), conversation);
    }

    /** The same with other settings of the agent. */
    public List<String> assertUntouched(Launch launch, Conversation conversation) throws IOException, SQLException {
        return assertUntouched(launch.start(), application -> conversation.with(application.connect()));
    }

    /** What an application does from its start. */
    public interface Life {
        void of(Application application) throws SQLException;
    }

    /** The same for more than one connection; {@code with} is the application with the agent. */
    public List<String> assertUntouched(Application with, Life life) throws IOException, SQLException {
        life.of(with);
        String twin = "it_" + COUNTER.incrementAndGet();
        server.create(twin);
        server.execute(twin, ddl.toArray(String[]::new));
        List<String> without = Transcripts.comparable(plain.transcript(new Address(engine, server.url(twin)), life));
        assertThat(Transcripts.comparable(with.transcript())).isEqualTo(without);
        return without;
    }

    private void endApplications() throws IOException {
        for (Application application : applications) {
            application.end();
        }
    }

    void close(@Nullable Throwable failure) throws IOException, SQLException, InterruptedException {
        try {
            endApplications();
            if (failure == null) {
                Invariants.check(this, applications);
            }
        } catch (IOException | SQLException | RuntimeException | AssertionError e) {
            if (failure == null) {
                System.err.println(Diagnosis.of(this, applications));
            }
            throw e;
        } finally {
            if (failure != null) {
                System.err.println(Diagnosis.of(this, applications));
            }
            Directories.delete(directory);
        }
    }

    /** The lines of all transcripts so far. */
    Stream<String> transcripts() {
        return applications.stream().flatMap(application -> application.transcript().stream());
    }
}
