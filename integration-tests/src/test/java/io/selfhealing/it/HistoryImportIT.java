package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.harness.RemoteSqlException;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Jars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A replica that was born after a rename, and the migrations that tell of it; what it would do, and why, by the command line. */
class HistoryImportIT {
    private static final long NOTICED_WITHIN_MILLIS = 20_000;

    private static String driver(Bench bench) {
        return Jars.holding(
                        switch (bench.engine()) {
                            case MARIADB -> "org.mariadb.jdbc.Driver";
                            case MYSQL -> "com.mysql.cj.jdbc.Driver";
                            default -> "org.postgresql.Driver";
                        })
                .toString();
    }

    /** A name that no pattern would take for the sender's. */
    private static void createRenamed(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, content varchar(200), zorp varchar(100), more text)");
    }

    private static Path migrations(Bench bench) throws Exception {
        Path directory = Files.createDirectories(bench.directory().resolve("migrations"));
        Files.writeString(
                directory.resolve("V1__messages.sql"),
                "create table messages (id bigint primary key, content varchar(200), sender varchar(100));\n");
        Files.writeString(
                directory.resolve("V2__rename.sql"),
                "-- who wrote it\nalter table messages rename column sender to zorp;\n");
        Files.writeString(directory.resolve("V10__more.sql"), "alter table messages add column more text;\n");
        return directory;
    }

    private static String command(Bench bench, int code, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        Path password = Files.writeString(bench.directory().resolve("password"), DbServer.PASSWORD + "\n");
        all.addAll(List.of(
                "--url",
                bench.url(),
                "--driver-path",
                driver(bench),
                "--user",
                DbServer.USER,
                "--password-file",
                password.toString()));
        return Command.run(code, all);
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void renameBeforeItsBirthIsHealedByWhatMigrationsTell(Bench bench) throws Exception {
        createRenamed(bench);
        Files.createDirectories(bench.home());

        String said = command(
                bench,
                0,
                "history",
                "import",
                bench.home().toString(),
                migrations(bench).toString());

        assertThat(said)
                .contains(
                        "public.messages: shapes 3, renames: sender → zorp (V2__rename.sql:2); the table is as they leave it")
                .contains("tables 1, shapes 3, renames 1, skipped 0");
        Connection connection = bench.application().connect();
        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);
        connection.setAutoCommit(false);
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .as("before it could fail, which would cost the transaction")
                .isEqualTo(1);
        connection.commit();

        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .containsExactly("1|sender-1|content-1", "2|sender-2|content-2");
        Event healed = bench.firstHeal();
        assertThat(healed.mapping()).isEqualTo(Map.of("sender", "zorp"));
        assertThat(healed.evidence()).first().isEqualTo("declared");
        assertThat(healed.json().toString())
                .contains("renamed by V2__rename.sql:2")
                .doesNotContain("sender-1");
        assertThat(healed.json().path("explanation"))
                .anyMatch(answer -> answer.path("rung").asText().equals("migrated")
                        && answer.path("target").asText().equals("zorp"));
        assertThat(Command.run(0, List.of("explain", bench.home().toString())))
                .contains("healed: public.messages")
                .contains("migrated     named zorp, confidence 1.00");
    }

    /** Writes until that succeeds, which it does when the agent has looked at what was imported. */
    private static void awaitHealed(Connection connection, String sql, Object... values) throws Exception {
        long deadline = System.nanoTime() + NOTICED_WITHIN_MILLIS * 1_000_000;
        while (true) {
            try {
                assertThat(write(connection, sql, values)).isEqualTo(1);
                return;
            } catch (RemoteSqlException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void applicationThatRunsIsHealedFromTheImportOn(Bench bench) throws Exception {
        createRenamed(bench);
        Connection connection = bench.launch()
                .set("selfhealing.columns.critical", "messages.sender")
                .start()
                .connect();
        assertThat(Bench.failureOf(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                        .sqlState())
                .isEqualTo("42703");

        command(
                bench,
                0,
                "history",
                "import",
                bench.home().toString(),
                migrations(bench).toString());

        awaitHealed(connection, Messages.INSERT, 1L, "sender-1", "content-1");
        assertThat(bench.rows("select id, zorp, content from messages")).containsExactly("1|sender-1|content-1");
        assertThat(bench.firstHeal().evidence()).first().isEqualTo("declared");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL})
    void writesToANameThatATableHadInTheMigrationsFollowIt(Bench bench) throws Exception {
        bench.ddl("create table letters (id bigint primary key, content varchar(200), zorp varchar(100), more text)");
        Path directory = migrations(bench);
        Files.writeString(directory.resolve("V11__letters.sql"), "alter table messages rename to letters;\n");
        Connection connection = bench.application().connect();
        String insert = "insert into messages (id, content) values (?, ?)";
        assertThat(Bench.failureOf(() -> write(connection, insert, 1L, "content-1"))
                        .sqlState())
                .startsWith("42");

        String said = command(bench, 0, "history", "import", bench.home().toString(), directory.toString());
        assertThat(said).containsPattern("\\w+\\.messages: is \\w+\\.letters now \\(V11__letters.sql:1\\)");

        awaitHealed(connection, insert, 1L, "content-1");
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .as("with a column that has another name as well")
                .isEqualTo(1);
        assertThat(bench.rows("select id, zorp, content from letters order by id"))
                .containsExactly("1|null|content-1", "2|sender-2|content-2");
        Event healed = bench.firstHeal();
        assertThat(healed.evidence()).first().isEqualTo("declared");
        assertThat(healed.json().toString()).contains("renamed by V11__letters.sql:1");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void withoutThemItIsRefused(Bench bench) throws Exception {
        createRenamed(bench);
        Connection connection = bench.launch()
                .set("selfhealing.columns.critical", "messages.sender")
                .start()
                .connect();

        assertThat(Bench.failureOf(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                        .sqlState())
                .isEqualTo("42703");

        assertThat(bench.rows("select * from messages")).isEmpty();
        assertThat(bench.events("refused").get(0).json().path("explanation"))
                .anyMatch(answer -> answer.path("rung").asText().equals("migrated")
                        && answer.path("answer").asText().equals("silent"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void migrationsThatEndElsewhereAreNotBelieved(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, content varchar(200), zorp varchar(100))");
        Files.createDirectories(bench.home());

        String said = command(
                bench,
                0,
                "history",
                "import",
                bench.home().toString(),
                migrations(bench).toString());

        assertThat(said).contains("the table differs from how they leave it, so none of it is used");
        assertThat(command(bench, 0, "explain", "--home", bench.home().toString(), "--sql", Messages.INSERT))
                .contains("migrated     silent")
                .doesNotContain("sender → zorp");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void whatWouldBecomeOfAWriteIsToldBeforeItIsMade(Bench bench) throws Exception {
        createRenamed(bench);
        Files.createDirectories(bench.home());
        String home = bench.home().toString();
        String dry =
                command(bench, 0, "history", "import", home, migrations(bench).toString(), "--dry-run");
        assertThat(dry).contains("would be imported");
        assertThat(bench.home().resolve("schema")).doesNotExist();
        command(bench, 0, "history", "import", home, migrations(bench).toString());

        String text =
                command(bench, 0, "explain", "--home", home, "--sql", Messages.INSERT, "--params", "1,secret-value,x");

        assertThat(text)
                .contains("heal: public.messages")
                .contains("sender → zorp")
                .contains("parameter 1 (bigint): converted: string to bigint")
                .doesNotContain("secret-value");
        assertThat(command(bench, 0, "explain", "--home", home, "--json", "--sql", Messages.INSERT))
                .contains("\"outcome\":\"heal\"")
                .contains("\"rung\":\"migrated\"");
        assertThat(bench.rows("select * from messages")).isEmpty();
        assertThat(command(bench, 2, "explain", "--sql", Messages.INSERT, "--password", "x"))
                .contains("--password-env");
    }
}
