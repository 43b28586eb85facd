package io.selfhealing.agent.event.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.event.Provenance;
import io.selfhealing.agent.event.Reason;
import io.selfhealing.agent.report.Meetings;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.tables.AgentTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A store of one agent on one database. Ends with its invariants. */
final class StoreRig implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(20);

    final List<String> said = new CopyOnWriteArrayList<>();
    final EventStore store;
    final Database database;
    volatile boolean down;
    private volatile boolean ready;
    private final List<Throwable> unexpected = new CopyOnWriteArrayList<>();
    private final String url;

    StoreRig(String url, TablesSettings.Use use) {
        this(url, use, "shop", "");
    }

    /** @param role as which its connection works; empty for the owner */
    StoreRig(String url, TablesSettings.Use use, String application, String role) {
        this(url, use, application, role, null);
    }

    /** @param home where the ledger is kept; null where none is */
    StoreRig(String url, TablesSettings.Use use, String application, String role, @Nullable Path home) {
        this.url = url;
        AgentTables tables = new AgentTables(new TablesSettings(use, Optional.empty()), said::add);
        InstantSource clock = InstantSource.system();
        Surroundings surroundings = new Surroundings(
                new Ledger(
                        home == null ? null : home.resolve("schema"),
                        new LedgerListener() {
                            @Override
                            public void setAside(Path file, String reason) {}

                            @Override
                            public void unwritable(Path directory, String reason) {}
                        },
                        clock),
                (name, before, after) -> changed(),
                Thread::new,
                clock,
                SchemaSettings.of(Duration.ofMinutes(5), Duration.ofSeconds(1)));
        this.database = Objects.requireNonNull(Database.of(url, () -> connection(role), surroundings));
        this.store = new EventStore(
                tables,
                new Meetings(home),
                application,
                Duration.ofMillis(200),
                Thread::new,
                clock,
                said::add,
                unexpected::add);
        store.met(database);
        ready = true;
    }

    private void changed() {
        if (ready) {
            store.changed(database.name());
        }
    }

    private Connection connection(String role) throws SQLException {
        if (down) {
            throw new SQLNonTransientConnectionException("nobody is there", "08001");
        }
        Connection connection = DriverManager.getConnection(url);
        if (!role.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set role " + role);
            }
        }
        return connection;
    }

    void happened(HealEvent event, long count) {
        store.happened(event, Instant.now(), count);
    }

    HealEvent renamed(String from, String to) {
        return new HealEvent.Healed(
                database.name(),
                "public.messages",
                Map.of(from, to),
                List.of(new Reason("identity", 1, "attribute 2")),
                "INSERT INTO messages (id, " + from + ") VALUES (?, ?)",
                "INSERT INTO messages (id, " + to + ") VALUES (?, ?)",
                new Provenance(List.of(), Map.of(from, "string"), "app.Desk.write(Desk.java:12)"),
                10);
    }

    HealEvent leftOut(String column) {
        Map<String, @Nullable String> mapping = new HashMap<>();
        mapping.put(column, null);
        return new HealEvent.LeftOut(
                database.name(),
                "public.messages",
                mapping,
                List.of(new Reason("left_out", 1, "its row's key is known")),
                "INSERT INTO messages (id, " + column + ") VALUES (?, ?)",
                "INSERT INTO messages (id) VALUES (?)",
                new Provenance(List.of(), Map.of(column, "json"), null),
                10);
    }

    HealEvent refused(String table) {
        return new HealEvent.Refused(
                database.name(), table, "UPDATE " + table + " SET x = ?", "nothing is known of it", 7);
    }

    void execute(String... commands) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    /** Values joined by a bar. */
    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
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

    void awaitWritten(long events) throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (store.counts().written() < events && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(store.counts().written()).isEqualTo(events);
    }

    @Override
    public void close() {
        store.close();
        database.close();
        assertThat(unexpected).isEmpty();
    }
}
