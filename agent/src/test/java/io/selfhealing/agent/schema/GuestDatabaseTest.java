package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Folding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestDatabaseTest {
    private static final TableKey MESSAGES = new TableKey(List.of("PUBLIC"), "MESSAGES");
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private final Telling told = new Telling();

    @Test
    void everythingOfH2ButAFileBehindAServerIsAGuest() {
        for (String url : List.of(
                "jdbc:h2:mem:a",
                "jdbc:h2:mem:",
                "jdbc:h2:~/a",
                "jdbc:h2:/data/a",
                "jdbc:h2:file:./a",
                "jdbc:h2:a;MODE=MySQL",
                "jdbc:h2:tcp://localhost/mem:a",
                "jdbc:hsqldb:mem:a",
                "jdbc:hsqldb:file:/d/a",
                "jdbc:hsqldb:/d/a",
                "jdbc:derby:memory:a;create=true",
                "jdbc:derby:a",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:/d/a.db")) {
            assertThat(Database.guestOnly(url)).as(url).isTrue();
        }
        for (String url : List.of(
                "jdbc:h2:tcp://localhost/~/a",
                "jdbc:h2:ssl://h/a",
                "jdbc:postgresql://h/a",
                "jdbc:hsqldb:hsql://h/a",
                "jdbc:derby://h:1527/a")) {
            assertThat(Database.guestOnly(url)).as(url).isFalse();
        }
    }

    @Test
    void urlsLoseWhateverMayBeSecret() {
        assertThat(JdbcUrl.withoutParameters("jdbc:postgresql://h:1/d?user=u&password=p"))
                .isEqualTo("jdbc:postgresql://h:1/d");
        assertThat(JdbcUrl.withoutParameters("jdbc:h2:mem:a;PASSWORD=p")).isEqualTo("jdbc:h2:mem:a");
        assertThat(JdbcUrl.withoutParameters("jdbc:postgresql://u:p@h/d")).isEqualTo("jdbc:postgresql://h/d");
    }

    @Test
    void guestIsReadOnTheConnectionThatIsLent() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Database database = guest("jdbc:h2:mem:")) {
            execute(connection, "CREATE TABLE messages (id int PRIMARY KEY, sender varchar(9), body varchar)");
            assertThat(database.guest()).isTrue();
            assertThat(database.onOwnConnection(own -> "done")).failsWithin(LONG);
            assertThat(database.refreshNow(MESSAGES, LONG)).isInstanceOf(TableView.Unread.class);
            TableView before = database.readAs(connection, MESSAGES);
            assertThat(database.readAs(connection, MESSAGES)).isSameAs(before);

            WitnessedRename rename = new WitnessedRename("SENDER", "ROLE", Instant.now());
            execute(connection, "ALTER TABLE messages ALTER COLUMN sender RENAME TO role");
            database.witnessed(MESSAGES, rename);
            TableHistory history = ((TableView.Known) database.readAs(connection, MESSAGES)).history();

            assertThat(history.renames()).containsExactly(rename);
            assertThat(SchemaDiff.between(history.earlier().get(0), history.current())
                            .renamedInPlace())
                    .extracting(
                            pair -> pair.before().name() + ">" + pair.after().name() + pair.last())
                    .containsExactly("SENDER>ROLEfalse");
            assertThat(database.cell(MESSAGES).changedRecently(Instant.now())).isTrue();
            execute(connection, "DROP TABLE messages");
            assertThat(database.readAs(connection, MESSAGES)).isInstanceOf(TableView.Missing.class);
        }
        assertThat(Files.exists(home.resolve("schema"))).isFalse();
    }

    @Test
    void readingLeavesTheTransactionAlone() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Database database = guest("jdbc:h2:mem:")) {
            execute(connection, "CREATE TABLE messages (id int PRIMARY KEY)");
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO messages VALUES (1)");
            database.readAs(connection, MESSAGES);
            assertThat(connection.getAutoCommit()).isFalse();
            connection.rollback();
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT count(*) FROM messages")) {
                row.next();
                assertThat(row.getInt(1)).isZero();
            }
        }
    }

    @Test
    void connectionThatFailsIsAReasonAndNoException() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        connection.close();
        try (Database database = guest("jdbc:h2:mem:")) {
            assertThat(database.readAs(connection, MESSAGES)).isInstanceOf(TableView.Unavailable.class);
            assertThat(told.unavailable).hasSize(1);
        }
    }

    @Test
    void foldingOfTheDatabaseIsLearnt() throws SQLException {
        String url = "jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE";
        try (Connection connection = DriverManager.getConnection(url);
                Database database = guest(url)) {
            assertThat(database.dialect().folding()).isEqualTo(Folding.UPPER);
            database.learn(connection);
            assertThat(database.dialect().folding()).isEqualTo(Folding.LOWER);
        }
    }

    @Test
    void historyOfAFileSurvivesARestart() throws SQLException {
        String url = "jdbc:h2:file:" + home.resolve("data");
        try (Connection connection = DriverManager.getConnection(url);
                Database database = guest(url)) {
            execute(connection, "CREATE TABLE messages (id int PRIMARY KEY, sender varchar, body varchar)");
            database.readAs(connection, MESSAGES);
        }
        try (Connection connection = DriverManager.getConnection(url);
                Database database = guest(url)) {
            execute(connection, "ALTER TABLE messages ALTER COLUMN sender RENAME TO role");
            TableHistory history = ((TableView.Known) database.readAs(connection, MESSAGES)).history();
            assertThat(history.earlier()).hasSize(1);
        }
    }

    @Test
    void h2BehindAServerIsWatched() throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-baseDir", home.toString(), "-ifNotExists")
                .start();
        String url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/./data";
        try (Connection connection = DriverManager.getConnection(url);
                Database database = Objects.requireNonNull(
                        Database.of(url, () -> DriverManager.getConnection(url), surroundings()))) {
            execute(connection, "CREATE TABLE messages (id int PRIMARY KEY, sender varchar, body varchar)");
            TableView before = database.refreshNow(MESSAGES, LONG);
            execute(connection, "ALTER TABLE messages ALTER COLUMN sender RENAME TO role");
            long end = System.nanoTime() + LONG.toNanos();
            while (database.cell(MESSAGES).view() == before && System.nanoTime() < end) {
                Thread.sleep(5);
            }
            TableHistory history = ((TableView.Known) database.cell(MESSAGES).view()).history();
            assertThat(history.current().column("ROLE")).isNotNull();
            assertThat(history.earlier()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    private Database guest(String url) {
        return Objects.requireNonNull(Database.of(
                url,
                () -> {
                    throw new AssertionError("a guest opens nothing");
                },
                surroundings()));
    }

    private Surroundings surroundings() {
        return new Surroundings(
                new Ledger(home.resolve("schema"), told, Instant::now),
                told,
                Thread::new,
                Instant::now,
                SchemaSettings.of(Duration.ofMinutes(5), Duration.ofSeconds(1)));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
