package io.selfhealing.agent.tables;

import static io.selfhealing.agent.config.TablesSettings.Use.CREATE;
import static io.selfhealing.agent.config.TablesSettings.Use.OFF;
import static io.selfhealing.agent.config.TablesSettings.Use.USE;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.schema.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents with homes of their own, on one database. */
class HistoryTableTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final TableKey MESSAGES = new TableKey(List.of("pg_catalog", "public"), "messages");

    @TempDir
    private Path homes;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Database> agents = new ArrayList<>();
    private String url = "";

    @BeforeEach
    void createTable() throws SQLException {
        url = TestPostgres.emptyDatabase();
        execute("create table messages (id int primary key, sender text, body text)");
    }

    @AfterEach
    void close() {
        agents.forEach(Database::close);
    }

    private Database agent(TablesSettings.Use use) {
        return agent(use, "");
    }

    /** @param role as which it connects; empty for the owner of the tables */
    private Database agent(TablesSettings.Use use, String role) {
        AgentTables tables = new AgentTables(new TablesSettings(use, Optional.empty()), said::add);
        InstantSource clock = InstantSource.system();
        Surroundings surroundings = new Surroundings(
                new Ledger(homes.resolve("home-" + agents.size()), unheard(), clock),
                (database, before, after) -> events.add((before == null ? "" : "not ") + "new"),
                Thread::new,
                clock,
                SchemaSettings.of(Duration.ofMinutes(5), Duration.ofMillis(200)),
                new HistoryTables(tables, clock));
        Database agent = Objects.requireNonNull(Database.of(url, () -> connection(role), surroundings));
        agents.add(agent);
        return agent;
    }

    private static LedgerListener unheard() {
        return new LedgerListener() {
            @Override
            public void setAside(Path file, String reason) {
                throw new AssertionError(file + ": " + reason);
            }

            @Override
            public void unwritable(Path directory, String reason) {
                throw new AssertionError(directory + ": " + reason);
            }
        };
    }

    private Connection connection(String role) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        if (!role.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set role " + role);
            }
        }
        return connection;
    }

    private void execute(String... commands) throws SQLException {
        TestPostgres.execute(url, commands);
    }

    private List<String> ask(String sql) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Connection connection = connection("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    /** What an agent knows after a look, when what it leaves for others is there. */
    private static TableHistory look(Database agent) throws Exception {
        TableView view = agent.refreshNow(MESSAGES, LONG);
        agent.onOwnConnection(own -> "").get();
        assertThat(view).isInstanceOf(TableView.Known.class);
        return ((TableView.Known) view).history();
    }

    @Test
    void agentThatIsBornAfterARenameProvesIt() throws Exception {
        Database older = agent(CREATE);
        look(older);
        older.close();
        execute("alter table messages rename column sender to zorp");

        TableHistory known = look(agent(USE));

        assertThat(known.earlier()).singleElement().satisfies(before -> {
            Column sender = Objects.requireNonNull(before.column("sender"));
            Column zorp = Objects.requireNonNull(known.current().column("zorp"));
            assertThat(sender.identity()).isNotNull().isEqualTo(zorp.identity());
        });
        assertThat(known.renames()).isEmpty();
        assertThat(events).as("what others saw is no change that was seen").containsExactly("new", "new");
        assertThat(look(agent(OFF)).earlier()).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void tableThatWasRenamedIsFollowedByWhatOthersSaw() throws Exception {
        look(agent(CREATE));
        execute("alter table messages rename to letters");

        TableView view = agent(USE).refreshNow(MESSAGES, LONG);

        assertThat(view).isInstanceOfSatisfying(TableView.Missing.class, missing -> {
            assertThat(Objects.requireNonNull(missing.lost()).candidates())
                    .singleElement()
                    .satisfies(now -> assertThat(now.current().name()).isEqualTo("letters"));
        });
        assertThat(agent(OFF).refreshNow(MESSAGES, LONG))
                .isInstanceOfSatisfying(
                        TableView.Missing.class,
                        missing -> assertThat(missing.lost()).isNull());
    }

    @Test
    void nothingIsMadeUnasked() throws Exception {
        look(agent(USE));

        assertThat(ask("select relname from pg_class where relname like 'selfhealing%'"))
                .isEmpty();
    }

    @Test
    void rowsThatAreNotUnderstoodAreSkippedAndSaidOnce() throws Exception {
        look(agent(CREATE));
        execute("alter table messages rename column sender to zorp");
        for (String garbage : List.of("", "garbage", "{}", "null", "[1]", "{\"schema\":\"public\"}")) {
            execute("insert into selfhealing_history select table_id, md5('" + garbage
                    + "'), table_schema, table_name, seen_at + interval '1 year', '" + garbage
                    + "' from selfhealing_history where shape like '%sender%'");
        }
        execute("insert into selfhealing_history select table_id, 'other', table_schema, table_name, seen_at,"
                + " replace(shape, '\"messages\"', '\"orders\"') from selfhealing_history where shape like '%sender%'");

        TableHistory known = look(agent(USE));
        look(agent(USE));

        assertThat(known.earlier()).hasSize(1);
        assertThat(known.earlier().get(0).column("sender")).isNotNull();
        assertThat(said).isNotEmpty().allMatch(words -> words.contains("public.messages"));
    }

    @Test
    void roleWithoutTheRightWorksAsBefore() throws Exception {
        look(agent(CREATE));
        execute(
                "create role stranger",
                "grant usage on schema public to stranger",
                "grant select on messages to stranger");
        try {
            Database stranger = agent(CREATE, "stranger");

            assertThat(look(stranger).current().column("sender")).isNotNull();
            execute("alter table messages rename column sender to zorp");
            assertThat(look(stranger).earlier()).hasSize(1);

            assertThat(said)
                    .singleElement()
                    .asString()
                    .contains("selfhealing_history")
                    .contains("42501");
        } finally {
            agents.forEach(Database::close);
            execute("drop owned by stranger", "drop role stranger");
        }
    }

    @Test
    void roleThatMayOnlyReadUsesWhatOthersLeft() throws Exception {
        Database older = agent(CREATE);
        look(older);
        older.close();
        execute(
                "create role narrow",
                "grant usage on schema public to narrow",
                "grant select on selfhealing_history to narrow");
        execute("alter table messages rename column sender to zorp");
        try {
            Database reader = agent(USE, "narrow");

            assertThat(look(reader).earlier()).hasSize(1);
            assertThat(look(reader).earlier()).hasSize(1);

            assertThat(said)
                    .singleElement()
                    .asString()
                    .contains("cannot be written")
                    .contains("42501");
        } finally {
            agents.forEach(Database::close);
            execute("drop owned by narrow", "drop role narrow");
        }
    }

    @Test
    void twoAgentsAtOnceLeaveEachShapeOnce() throws Exception {
        Database one = agent(CREATE);
        Database other = agent(CREATE);
        for (int i = 0; i < 24; i++) {
            execute("alter table messages add column c" + i + " int");
            one.ensure(MESSAGES);
            other.ensure(MESSAGES);
            var unused = one.refresh(MESSAGES);
            var unusedOther = other.refresh(MESSAGES);
            look(one);
            look(other);
        }

        assertThat(said).isEmpty();
        assertThat(ask("select count(*) from selfhealing_history")).containsExactly("20");
        assertThat(ask("select count(distinct shape) from selfhealing_history")).containsExactly("20");
        assertThat(ask("select count(*) from selfhealing_history where shape like '%\"c23\"%'"))
                .as("the newest stay")
                .containsExactly("1");
    }

    @Test
    void commentsAreNotShared() throws Exception {
        execute("comment on column messages.sender is 'said in private'");

        look(agent(CREATE));

        assertThat(ask("select shape from selfhealing_history"))
                .singleElement()
                .asString()
                .doesNotContain("private");
        assertThat(look(agent(USE)).earlier())
                .as("nor do they make two shapes of one")
                .isEmpty();
    }

    @Test
    void tableThatSomebodyHoldsLockedIsNotWaitedFor() throws Exception {
        look(agent(CREATE));
        try (Connection holder = connection("");
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table selfhealing_history in access exclusive mode");
            long started = System.nanoTime();

            look(agent(USE));

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(said).singleElement().asString().contains("55P03");
    }
}
