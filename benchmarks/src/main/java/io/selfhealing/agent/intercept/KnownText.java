package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.schema.TableSnapshot;
import java.io.Reader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Writes as the agent sees them on one connection of the application: one that fits its table, and others that do not. */
final class KnownText {
    private static final String URL = "jdbc:h2:mem:planner";
    private static final String SQL = "insert into orders (id, name, amount) values (?, ?, ?)";
    private static final String WRONG = "insert into messages (id, sender, message) values (?, ?, ?)";

    private final ConnectionState state;
    private final Planner planner;
    /** Keeps the database in memory alive: the state holds it weakly. */
    private final Connection connection;

    private KnownText(Connection connection) {
        InstantSource clock = InstantSource.system();
        Settings settings = SettingsReader.read("", new Properties(), Map.of(), path -> Reader.nullReader())
                .settings();
        this.connection = connection;
        this.state = new ConnectionState(connection, database(settings, clock), new StartPath());
        state.learnStartPath();
        Restraints restraints = Restraints.seen(settings, null, clock);
        this.planner = new Planner(
                settings,
                new Verdicts(Patterns.decision(), new Policies(settings, restraints, false), new ColumnValues()),
                new Transactions(clock),
                restraints);
    }

    static KnownText onH2() {
        try {
            Connection connection = DriverManager.getConnection(URL);
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "create table orders (id bigint primary key, name varchar(100), amount decimal(12, 2))");
                statement.execute(
                        "create table messages (id bigint primary key, role varchar(20), content varchar(900))");
            }
            return new KnownText(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Database database(Settings settings, InstantSource clock) {
        Silent silent = new Silent();
        Surroundings surroundings = new Surroundings(
                new Ledger(null, silent, clock),
                silent,
                Thread::new,
                clock,
                SchemaSettings.of(settings.schemaTtl(), settings.schemaPoll()));
        return Objects.requireNonNull(Database.of(URL, () -> DriverManager.getConnection(URL), surroundings));
    }

    Plan plan() {
        return plan(SQL);
    }

    Plan healed() {
        return plan(WRONG);
    }

    /** Two columns go by other names, in a statement that was never met before. */
    Plan firstTime(long number) {
        return plan("update messages m" + number + " set sender = ?, message = ? where m" + number + ".id = ?");
    }

    private Plan plan(String sql) {
        return Objects.requireNonNull(planner.plan(state, sql), () -> "nothing is known on " + connection);
    }

    /** Nothing happens here that is worth telling. */
    private static final class Silent implements SchemaListener, LedgerListener {
        @Override
        public void changed(String database, @Nullable TableSnapshot before, TableSnapshot after) {}

        @Override
        public void unavailable(String database, String reason) {}

        @Override
        public void setAside(Path file, String reason) {}

        @Override
        public void unwritable(Path directory, String reason) {}
    }
}
