package io.selfhealing.agent.tables;

import static io.selfhealing.agent.config.TablesSettings.Use.CREATE;
import static io.selfhealing.agent.config.TablesSettings.Use.OFF;
import static io.selfhealing.agent.config.TablesSettings.Use.USE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.schema.TestPostgres;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentTablesTest {
    private static final AgentTable TABLE = new AgentTable(
            "selfhealing_example",
            List.of(
                    new AgentColumn("id", AgentColumn.Kind.SHORT_TEXT, false),
                    new AgentColumn("table", AgentColumn.Kind.LONG_TEXT, true),
                    new AgentColumn("count", AgentColumn.Kind.BIGINT, false),
                    new AgentColumn("part", AgentColumn.Kind.INTEGER, false),
                    new AgentColumn("done", AgentColumn.Kind.BOOLEAN, false),
                    new AgentColumn("at", AgentColumn.Kind.TIMESTAMP, false)),
            List.of("id", "part"));

    private final List<String> said = new ArrayList<>();

    /** The products whose tables can be made in this process. */
    enum Server {
        H2(Product.H2),
        POSTGRESQL(Product.POSTGRESQL);

        private final Product product;

        Server(Product product) {
            this.product = product;
        }

        String empty() throws SQLException {
            return this.equals(H2) ? "jdbc:h2:mem:" : TestPostgres.emptyDatabase();
        }
    }

    private AgentTables tables(TablesSettings.Use use) {
        return tables(use, null);
    }

    private AgentTables tables(TablesSettings.Use use, @Nullable String schema) {
        return new AgentTables(new TablesSettings(use, Optional.ofNullable(schema)), said::add);
    }

    private static Connection open(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String... commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
        connection.commit();
    }

    @ParameterizedTest
    @EnumSource
    void isMadeOnlyWhereThatWasAskedFor(Server server) throws SQLException {
        try (Connection own = open(server.empty())) {
            assertThat(tables(OFF).ensure(own, server.product, TABLE)).isEqualTo(Presence.ABSENT);
            assertThat(tables(USE).ensure(own, server.product, TABLE)).isEqualTo(Presence.ABSENT);
            assertThat(tables(CREATE).ensure(own, server.product, TABLE)).isEqualTo(Presence.READY);
            own.rollback();
            assertThat(tables(USE).ensure(own, server.product, TABLE)).isEqualTo(Presence.READY);
            assertThat(tables(OFF).ensure(own, server.product, TABLE)).isEqualTo(Presence.ABSENT);
        }
        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatItsKindsPromise(Server server) throws SQLException {
        LocalDateTime moment = LocalDateTime.of(2026, 3, 29, 2, 30, 0, 123_456_000);
        try (Connection own = open(server.empty())) {
            AgentTables tables = tables(CREATE);
            tables.ensure(own, server.product, TABLE);
            String name = tables.qualified(server.product, TABLE);
            try (PreparedStatement insert =
                    own.prepareStatement("insert into " + name + " values (?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, "ü".repeat(255));
                insert.setString(2, "x".repeat(100_000));
                insert.setLong(3, Long.MAX_VALUE);
                insert.setInt(4, Integer.MAX_VALUE);
                insert.setBoolean(5, true);
                insert.setObject(6, moment);
                insert.executeUpdate();
            }
            String column = AgentTables.quoted(server.product, TABLE.columns().get(5));
            try (Statement statement = own.createStatement();
                    ResultSet row = statement.executeQuery("select " + column + " from " + name)) {
                assertThat(row.next()).isTrue();
                assertThat(row.getObject(1, LocalDateTime.class)).isEqualTo(moment);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isMadeInTheSchemaThatWasNamed(Server server) throws SQLException {
        try (Connection own = open(server.empty())) {
            execute(own, "create schema agent", "create schema \"My schema\"");

            assertThat(tables(CREATE, "Agent").ensure(own, server.product, TABLE))
                    .isEqualTo(Presence.READY);
            assertThat(tables(CREATE, "\"My schema\"").ensure(own, server.product, TABLE))
                    .isEqualTo(Presence.READY);

            execute(own, "select * from agent.selfhealing_example");
            assertThat(tables(CREATE, "\"My schema\"").qualified(server.product, TABLE))
                    .startsWith("\"My schema\".");
            assertThat(tables(USE).ensure(own, server.product, TABLE)).isEqualTo(Presence.ABSENT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHasOtherColumnsIsSomebodyElses(Server server) throws SQLException {
        try (Connection own = open(server.empty())) {
            execute(
                    own,
                    "create table selfhealing_example (id varchar(255) not null, part int, primary key (id, part))");
            AgentTables tables = tables(CREATE);

            assertThat(tables.ensure(own, server.product, TABLE)).isEqualTo(Presence.FOREIGN);
            assertThat(tables.ensure(own, server.product, TABLE)).isEqualTo(Presence.FOREIGN);
        }
        assertThat(said)
                .singleElement()
                .asString()
                .contains("selfhealing_example")
                .contains("somebody else's");
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeMadeIsSaidOnceAndLeavesTheTransactionUsable(Server server) throws SQLException {
        try (Connection own = open(server.empty())) {
            AgentTables tables = tables(CREATE, "nowhere");

            assertThat(tables.ensure(own, server.product, TABLE)).isEqualTo(Presence.REFUSED);
            assertThat(tables.ensure(own, server.product, TABLE)).isEqualTo(Presence.REFUSED);

            execute(own, "select 1");
        }
        assertThat(said).singleElement().asString().contains("cannot be made").contains("SQLState");
    }

    @Test
    void roleWithoutTheRightIsRefused() throws SQLException {
        String url = TestPostgres.emptyDatabase();
        try (Connection own = open(url)) {
            execute(own, "create role reader", "grant usage on schema public to reader", "set role reader");

            assertThat(tables(CREATE).ensure(own, Product.POSTGRESQL, TABLE)).isEqualTo(Presence.REFUSED);

            execute(own, "reset role", "drop owned by reader", "drop role reader");
        }
        assertThat(said).singleElement().asString().contains("42501").doesNotContain("?");
    }

    @Test
    void ofTwoThatMakeItAtOnceBothCanUseIt() throws Exception {
        String url = TestPostgres.emptyDatabase();
        for (int round = 0; round < 10; round++) {
            CyclicBarrier together = new CyclicBarrier(2);
            List<CompletableFuture<Presence>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(CompletableFuture.supplyAsync(() -> {
                    try (Connection own = open(url)) {
                        together.await();
                        return tables(CREATE).ensure(own, Product.POSTGRESQL, TABLE);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            for (CompletableFuture<Presence> each : both) {
                assertThat(each.get()).isEqualTo(Presence.READY);
            }
            TestPostgres.execute(url, "drop table selfhealing_example");
        }
        assertThat(said).isEmpty();
    }

    @Test
    void productWithoutTablesIsRefused() throws SQLException {
        try (Connection own = open("jdbc:h2:mem:")) {
            assertThat(tables(CREATE).ensure(own, Product.SQLITE, TABLE)).isEqualTo(Presence.REFUSED);
        }
        assertThat(said).singleElement().asString().contains("not supported");
        assertThatThrownBy(() -> tables(CREATE).qualified(Product.SQLITE, TABLE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nameThatCouldBeTheApplicationsIsNoneForATable() {
        assertThatThrownBy(() -> new AgentTable("orders", TABLE.columns(), TABLE.primaryKey()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AgentTable("selfhealing_x", TABLE.columns(), List.of("table")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new AgentTable("build_events", TABLE.columns(), TABLE.primaryKey()).name())
                .isEqualTo("build_events");
    }
}
