package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.harness.Spooled;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.parallel.Isolated;

/** A database that is really killed: what an application that asked for it can go on with, and what not. */
@Isolated
class OutageIT {
    private static final String INSERT = "insert into messages (id, sender, content) values (?, ?, ?)";

    private static void tables(Bench bench) throws SQLException {
        bench.ddl(
                "create table messages (id bigint primary key, sender varchar(100) not null, content varchar(200))",
                "create table others (id bigint primary key)");
    }

    private static Launch optedIn(Bench bench) {
        return bench.launch()
                .set("selfhealing.spool.tables", "messages")
                .set("selfhealing.tables", "create")
                .set("selfhealing.outage.failures", "1");
    }

    /** An application that has written to the table, and whose database is killed then. */
    private static Application inAnOutage(Bench bench) throws Exception {
        return inAnOutage(bench, optedIn(bench), true);
    }

    private static Application inAnOutage(Bench bench, Launch launch, boolean optedIn) throws Exception {
        tables(bench);
        Application application = launch.start();
        try (Connection connection = application.connect()) {
            insert(connection, 1);
        }
        bench.awaitSnapshot("messages");
        if (optedIn) {
            LedgerTable.await(bench);
        }
        bench.server().kill();
        return application;
    }

    private static int insert(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            return Messages.bind(statement, id, "sender-" + id, "content-" + id).executeUpdate();
        }
    }

    private static String row(long id) {
        return "messages|" + id + "|sender-" + id + "|content-" + id;
    }

    private static List<String> waiting(Bench bench) throws Exception {
        return Spooled.in(bench).stream()
                .flatMap(record -> record.writes().stream())
                .toList();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void insertIsAcknowledgedWhenItIsOnDisk(Bench bench) throws Exception {
        Application application = inAnOutage(bench);

        try (Connection connection = application.connect();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            assertThat(Messages.bind(statement, 7L, "sender-7", "content-7").executeUpdate())
                    .isEqualTo(1);
            assertThat(statement.getWarnings().getMessage()).contains("the write is on disk");
            assertThat(connection.getWarnings().getMessage()).contains("the write is on disk");
            assertThat(connection.isValid(1)).isFalse();
            assertThat(connection.isClosed()).isFalse();
            assertThat(waiting(bench)).containsExactly(row(7));
        }

        bench.server().restart();
        LedgerTable.awaitRows(bench, "select id from messages order by id", "1", "7");
        assertThat(bench.events("spooled")).hasSize(1);
        assertThat(bench.events("database_down")).hasSize(1);
        assertThat(bench.events("replay_finished")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void everythingElseSeesTheDriversOwnError(Bench bench) throws Exception {
        Application application = inAnOutage(bench);

        try (Connection connection = application.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "select 1",
                    "update messages set content = 'x' where id = 1",
                    "delete from messages where id = 1",
                    "insert into others (id) values (1)",
                    "insert into unheard_of (id) values (1)",
                    "insert into messages (id, content) values (1, 'x')",
                    "insert into messages (id, sender) values (1, null)",
                    "insert into messages values (1, 'x', 'x')",
                    "insert into messages (id, sender) values (1, current_user)",
                    "insert into messages (id, sender) values (nextval('s'), 'x')",
                    "insert into messages (id, sender) select 1, 'x'",
                    "insert into messages (id, sender) values (1, 'x') on conflict do nothing",
                    "insert into messages (id, sender) values (1, 'x') returning id",
                    "create table t (id int)",
                    "not sql at all")) {
                Thrown thrown = Bench.failureOf(() -> statement.execute(sql));
                assertThat(thrown.sqlState()).as(sql).isEqualTo("08001");
                assertThat(thrown.message()).as(sql).contains("refused").contains("not kept on disk, since");
                assertThat(Objects.requireNonNull(thrown.cause()).type())
                        .isEqualTo("org.postgresql.util.PSQLException");
            }
            assertThat(Bench.failureOf(() -> connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS))
                            .message())
                    .contains("generated keys");
            assertThat(Bench.failureOf(() -> connection.setSavepoint()).sqlState())
                    .isEqualTo("08001");
        }

        assertThat(waiting(bench)).isEmpty();
        bench.server().restart();
        assertThat(bench.events("not_spooled"))
                .as("a read is no write that was not kept")
                .isNotEmpty()
                .noneMatch(event -> String.valueOf(
                                event.json().path("original_sql").asText())
                        .startsWith("select"));
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void transactionIsOnDiskAsAWholeOrNotAtAll(Bench bench) throws Exception {
        Application application = inAnOutage(bench);

        try (Connection connection = application.connect()) {
            connection.setAutoCommit(false);
            insert(connection, 7);
            insert(connection, 8);
            assertThat(waiting(bench)).isEmpty();
            connection.rollback();
            insert(connection, 9);
            insert(connection, 10);
            connection.commit();
            insert(connection, 11);
        }

        List<Spooled> records = Spooled.in(bench);
        assertThat(records).hasSize(1);
        assertThat(records.get(0).writes()).containsExactly(row(9), row(10));
        bench.server().restart();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void transactionThatAskedForAnythingElseIsNotKept(Bench bench) throws Exception {
        Application application = inAnOutage(bench);

        try (Connection connection = application.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            insert(connection, 7);
            Bench.failureOf(() -> statement.executeQuery("select 1"));
            assertThat(Bench.failureOf(() -> insert(connection, 8)).sqlState()).isEqualTo("08001");
            assertThat(Bench.failureOf(connection::commit).sqlState()).isEqualTo("08001");
            insert(connection, 9);
            connection.commit();
        }

        assertThat(waiting(bench)).containsExactly(row(9));
        bench.server().restart();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL})
    void batchesAndPlainTextsAreKeptToo(Bench bench) throws Exception {
        Application application = inAnOutage(bench);

        try (Connection connection = application.connect();
                PreparedStatement insert = connection.prepareStatement(INSERT);
                Statement plain = connection.createStatement()) {
            Messages.bind(insert, 7L, "sender-7", "content-7").addBatch();
            Messages.bind(insert, 8L, "sender-8", "content-8").addBatch();
            assertThat(insert.executeBatch()).containsExactly(1, 1);
            assertThat(plain.executeUpdate("insert into messages (id, sender) values (9, 'nine'), (10, 'ten')"))
                    .isEqualTo(2);
            assertThat(plain.execute("insert into messages (id, sender) values (11, 'eleven')"))
                    .isFalse();
            assertThat(plain.getUpdateCount()).isEqualTo(1);
            assertThat(plain.getMoreResults()).isFalse();
            assertThat(plain.getUpdateCount()).isEqualTo(-1);
        }

        List<Spooled> records = Spooled.in(bench);
        assertThat(records).hasSize(3);
        assertThat(records.get(0).writes()).containsExactly(row(7), row(8));
        assertThat(records.get(2).key()).contains("11");
        bench.server().restart();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void applicationThatAskedForNothingSeesWhatItWouldSeeWithoutTheAgent(Bench bench) throws Exception {
        Application with = inAnOutage(bench, bench.launch(), false);
        Application without = bench.launch().withoutAgent().start();

        for (int i = 0; i < 4; i++) {
            assertThat(Bench.failureOf(with::connect)).isEqualTo(Bench.failureOf(without::connect));
        }

        assertThat(with.stderr()).doesNotContain("on disk until it is back");
        assertThat(bench.home().resolve("spool")).doesNotExist();
        bench.server().restart();
        try (Connection connection = with.connect()) {
            insert(connection, 2);
        }
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void noSuchConnectionIsHandedOutOnceTheDatabaseIsBack(Bench bench) throws Exception {
        Application application = inAnOutage(bench);
        try (Connection connection = application.connect()) {
            insert(connection, 7);
        }

        bench.server().restart();
        Thread.sleep(1_500);

        try (Connection connection = application.connect()) {
            assertThat(connection.isValid(1)).isTrue();
            insert(connection, 8);
        }
        LedgerTable.awaitRows(bench, "select id from messages order by id", "1", "7", "8");
        assertThat(bench.events()).extracting(Event::kind).contains("database_up");
    }
}
