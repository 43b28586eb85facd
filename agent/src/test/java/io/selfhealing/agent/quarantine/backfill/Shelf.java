package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.Origin;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.QuarantineException;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.quarantine.Ticket;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.schema.TableSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A database with one table, and a quarantine with values of it. */
final class Shelf implements AutoCloseable {
    private static final String TABLE = "messages";

    final Served engine;
    final String url;
    final Path home;
    final Quarantine quarantine;
    private final List<Database> databases = new ArrayList<>();

    Shelf(Served engine, Path directory) throws SQLException {
        this(engine, directory, engine.emptyDatabase(directory));
    }

    Shelf(Served engine, Path directory, String url) {
        this.engine = engine;
        this.url = url;
        this.home = directory.resolve("home");
        this.quarantine = new Quarantine(home, 1L << 30, InstantSource.system(), new Random());
    }

    void execute(String... commands) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getString(i));
                }
                rows.add(String.join("|", values.stream().map(String::valueOf).toList()));
            }
        }
        return rows;
    }

    LeftOut value(String column, @Nullable Object value, Map<String, Object> key, @Nullable Origin origin) {
        Map<String, Object> named = new HashMap<>();
        key.forEach((name, part) -> named.put(engine.name(name), part));
        return new LeftOut(
                Database.address(url),
                engine.name("public") + "." + engine.name(TABLE),
                engine.name(column),
                value,
                "INSERT",
                named,
                origin,
                null);
    }

    Ticket take(String column, @Nullable Object value, Map<String, Object> key) throws QuarantineException {
        return quarantine.take(List.of(value(column, value, key, null)));
    }

    /** A value whose write is in the database. */
    void keep(String column, @Nullable Object value, Map<String, Object> key) throws QuarantineException {
        quarantine.landed(take(column, value, key), List.of());
    }

    /** A new acquaintance with the database, as of an agent that was just started. */
    Database database() {
        return database(this::connect);
    }

    Database database(ConnectionSource source) {
        Surroundings surroundings = new Surroundings(
                new Ledger(home.resolve("schema"), new Silent(), InstantSource.system()),
                new Silent(),
                Thread::new,
                InstantSource.system(),
                SchemaSettings.of(Duration.ofMinutes(5), Duration.ofMillis(200)));
        Database database = Objects.requireNonNull(Database.of(url, source, surroundings));
        databases.add(database);
        return database;
    }

    Pass pass(Database database) {
        return pass(database, quarantine::settle);
    }

    Pass pass(Database database, Pass.Settling settling) {
        return new Pass(
                database,
                Objects.requireNonNull(database.source()),
                new Conversions(null),
                (table, dialect) -> Map.of(),
                Guard.byPerson(quarantine.hashKeys(), entry -> false),
                settling,
                (done, all, nanos) -> true,
                InstantSource.system(),
                null);
    }

    /** One pass over all that is in quarantine. */
    PassReport backfill() throws IOException {
        return pass(database()).run(entries());
    }

    List<Entry> entries() throws IOException {
        return Quarantine.read(home).entries();
    }

    List<State> states() throws IOException {
        return entries().stream().map(Entry::state).toList();
    }

    @Override
    public void close() throws IOException, SQLException {
        databases.forEach(Database::close);
        quarantine.close();
        if (engine == Served.H2) {
            execute("SHUTDOWN"); // else it goes on writing a moment after its last connection
        }
    }

    private static final class Silent implements SchemaListener, LedgerListener {
        @Override
        public void changed(String database, @Nullable TableSnapshot before, TableSnapshot after) {}

        @Override
        public void setAside(Path file, String reason) {}

        @Override
        public void unwritable(Path directory, String reason) {}
    }
}
