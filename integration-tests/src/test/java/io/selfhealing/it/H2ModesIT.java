package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** H2 as it is set up when it stands in for another database, in the memory of the application. */
class H2ModesIT {
    private static final List<String> MODES = List.of(
            "MODE=PostgreSQL",
            "MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
            "MODE=MySQL",
            "MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
            "MODE=MariaDB;DATABASE_TO_LOWER=TRUE",
            "MODE=Oracle",
            "MODE=MSSQLServer",
            "MODE=DB2",
            "DATABASE_TO_LOWER=TRUE",
            "CASE_INSENSITIVE_IDENTIFIERS=TRUE");

    private interface Scene {
        void play(String mode, Connection connection, Connection other) throws SQLException;
    }

    @DatabaseTest(Engine.H2)
    void renameIsHealedInEveryMode(Bench bench) throws Exception {
        inEveryMode(bench, (mode, connection, other) -> {
            ddl(
                    other,
                    "create table messages (id bigint primary key, sender varchar(100), content varchar(200), priority int)");
            write(connection, Messages.INSERT, 1L, "sender-1", "content-1");
            ddl(other, "alter table messages alter column sender rename to zorp");

            assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                    .as(mode)
                    .isEqualTo(1);

            assertThat(rows(other, "select id, zorp, content from messages order by id"))
                    .as(mode)
                    .containsExactly("1|sender-1|content-1", "2|sender-2|content-2");
        });
        assertThat(bench.events("healed")).hasSizeGreaterThanOrEqualTo(MODES.size());
    }

    @DatabaseTest(Engine.H2)
    void valueOfAMissingColumnIsLeftOutInEveryMode(Bench bench) throws Exception {
        inEveryMode(bench, (mode, connection, other) -> {
            ddl(
                    other,
                    "create table messages (id bigint primary key, sender varchar(100), content varchar(200), priority int)");
            write(connection, Messages.INSERT, 1L, "sender-1", "content-1");
            ddl(other, "alter table messages drop column content");

            assertThat(write(connection, Messages.INSERT, 7341L, "sender-2", "content-of-2"))
                    .as(mode)
                    .isEqualTo(1);

            assertThat(rows(other, "select id, sender from messages order by id"))
                    .as(mode)
                    .containsExactly("1|sender-1", "7341|sender-2");
        });
        assertThat(bench.quarantine())
                .hasSize(MODES.size())
                .allMatch(kept ->
                        kept.value().equals("content-of-2") && kept.key().contains("7341"));
    }

    @DatabaseTest(Engine.H2)
    void requiredCreationTimeIsFilledInEveryMode(Bench bench) throws Exception {
        inEveryMode(bench, (mode, connection, other) -> {
            ddl(
                    other,
                    "create table messages (id bigint primary key, sender varchar(100), content varchar(200),"
                            + " created_at timestamp not null)");

            assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                    .as(mode)
                    .isEqualTo(1);

            assertThat(rows(other, "select count(*) from messages where created_at is not null"))
                    .as(mode)
                    .containsExactly("1");
        });
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.H2)
    void nameInAnotherCaseIsNotTakenForMissing(Bench bench) throws Exception {
        try (Connection connection = bench.application()
                .connectTo("jdbc:h2:mem:insensitive;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1")) {
            ddl(
                    connection,
                    "create table messages (id bigint primary key, sender varchar(100), \"Content\" varchar(200))");

            for (long id = 1; id <= 3; id++) {
                assertThat(write(
                                connection,
                                "insert into messages (id, \"sender\", CONTENT) values (?, ?, ?)",
                                id,
                                "sender-n",
                                "content-n"))
                        .isEqualTo(1);
            }

            assertThat(rows(connection, "select sender, content from messages"))
                    .hasSize(3)
                    .containsOnly("sender-n|content-n");
        }
        assertThat(bench.events("healed")).isEmpty();
        assertThat(bench.quarantine()).isEmpty();
    }

    /** One application for all: it has as many databases as there are modes. */
    private static void inEveryMode(Bench bench, Scene scene) throws Exception {
        Application application = bench.application();
        Map<String, Throwable> failed = new TreeMap<>();
        for (int i = 0; i < MODES.size(); i++) {
            String url = "jdbc:h2:mem:mode" + i + ";" + MODES.get(i);
            try (Connection connection = application.connectTo(url);
                    Connection other = application.connectTo(url)) {
                scene.play(MODES.get(i), connection, other);
            } catch (SQLException | AssertionError e) {
                failed.put(MODES.get(i), e);
            }
        }
        assertThat(failed).as("modes in which it failed").isEmpty();
    }

    private static void ddl(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
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
}
