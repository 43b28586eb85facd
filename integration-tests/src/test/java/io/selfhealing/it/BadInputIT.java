package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

class BadInputIT {
    private static final String DRIFTED =
            "create table messages (id bigint primary key, role varchar(100), content varchar(200))";
    private static final int MEGABYTE = 1 << 20;

    @DatabaseTest
    @Untouched
    void statementOfAMegabyteRunsAsEver(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), content "
                + bench.sql().longText() + ")");
        String content = "x".repeat(MEGABYTE);
        StringBuilder rows = new StringBuilder("insert into messages (id, sender) values (100, 'first')");
        for (int id = 101; rows.length() < MEGABYTE; id++) {
            rows.append(", (").append(id).append(", 'a sender who has a name that is not short')");
        }

        bench.assertUntouched(connection -> {
            text(connection, "insert into messages (id, sender, content) values (1, 'one', '" + content + "')");
            write(connection, "insert into messages (id, sender, content) values (?, ?, '" + content + "')", 2L, "two");
            text(connection, rows.toString());
        });

        assertThat(bench.rows("select sum(char_length(content)) from messages"))
                .containsExactly(Integer.toString(2 * MEGABYTE));
    }

    @DatabaseTest
    @Untouched
    void statementOfAMegabyteOnADriftedTableIsHealedOrFailsAsEver(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, role varchar(100), content text)");
        Connection connection = bench.application().connect();
        String insert = "insert into messages (id, sender, content) values (?, ?, '" + "x".repeat(MEGABYTE) + "')";

        attempt(() -> write(connection, insert, 1L, "sender-1"));

        assertThat(bench.rows("select role, char_length(content) from messages"))
                .isSubsetOf("sender-1|" + MEGABYTE);
    }

    @DatabaseTest
    @Untouched
    void nonsenseReachesTheDatabaseAsItIs(Bench bench) throws Exception {
        Messages.create(bench);

        List<String> transcript = bench.assertUntouched(connection -> {
            for (String sql : List.of(
                    "   ",
                    ";",
                    "-- nothing but a remark",
                    "/* never closed",
                    "insert",
                    "insert into",
                    "insert into messages",
                    "insert into messages (",
                    "insert into messages values (?, ?",
                    "update",
                    "delete from",
                    "merge into \u2603",
                    "insert into messages (id, sender) values (1, 'never closed",
                    "insert into messages (id, \"sender) values (1, 'x')",
                    "insert into messages (id, sender) values (1, $tag$ never closed)",
                    "\ud83d\ude80\ud83d\ude80 insert into messages (id) values (1)",
                    "insert into messages (((((((((((((((((((((((((((((((id",
                    "insert into messages (id, sender) values (1, 'x'); drop",
                    "with with as (with) insert into with")) {
                attempt(() -> text(connection, sql));
                attempt(() -> write(connection, sql));
            }
        });

        assertThat(transcript.stream().filter(line -> line.contains("threw")).count())
                .isGreaterThan(20);
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void homeThatCannotBeMadeIsDoneWithout(Bench bench) throws Exception {
        bench.ddl(DRIFTED);
        Application application = bench.launch()
                .set("selfhealing.home", "/proc/no-such-place/home")
                .start();
        Connection connection = application.connect();

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .as("renames need no home")
                .isEqualTo(1);
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select role from messages order by id")).containsExactly("sender-1", "sender-2");
        assertSaid(application, "/proc/no-such-place/home");
    }

    @DatabaseTest(Engine.H2)
    void homeThatIsAFileIsDoneWithout(Bench bench) throws Exception {
        bench.ddl(DRIFTED);
        Path file = bench.directory().resolve("file");
        Files.writeString(file, "somebody else's");
        Application application =
                bench.launch().set("selfhealing.home", file.toString()).start();

        assertThat(write(application.connect(), Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);

        assertThat(Files.readString(file)).isEqualTo("somebody else's");
        assertThat(bench.rows("select role from messages")).containsExactly("sender-1");
        assertSaid(application, file.toString());
    }

    @DatabaseTest
    @Untouched
    void nothingIsLeftOutWhereItsValueCannotBeKept(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, content varchar(200))");

        List<String> transcript = bench.assertUntouched(
                bench.launch().set("selfhealing.home", "/proc/no-such-place/home"),
                connection -> attempt(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1")));

        assertThat(transcript).anyMatch(line -> line.contains("threw"));
        assertThat(bench.rows("select * from messages")).isEmpty();
    }

    @DatabaseTest
    void corruptLedgerIsSetAsideAndSaidSo(Bench bench) throws Exception {
        Messages.create(bench);
        Application yesterday = bench.application();
        Messages.seen(bench, yesterday.connect());
        yesterday.end();
        List<Path> ledger = filesUnder(bench.home().resolve("schema"));
        assertThat(ledger).isNotEmpty();
        for (Path file : ledger) {
            Files.write(file, new byte[] {0, 1, 2, '{', '"', (byte) 0xff, 'x'});
        }
        bench.rename("messages", "sender", "role");

        Application today = bench.application();
        assertThat(write(today.connect(), Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select role from messages where id = 2")).containsExactly("sender-2");
        assertThat(bench.events("healed")).isNotEmpty();
        assertThat(today.stderr().toLowerCase(Locale.ROOT)).containsAnyOf("corrupt", "unreadable", "set aside");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void typingErrorsInTheConfigurationAreNamedAndStopNothing(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.launch()
                .set("selfhealing.mod", "heal")
                .set("selfhealing.tables.inclde", "orders")
                .set("selfhealing.schema.poll", "soon")
                .set("selfhealing.log.level", "lowd")
                .start();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp from messages order by id")).containsExactly("sender-1", "sender-2");
        assertThat(linesWith(application, "selfhealing.mod"))
                .filteredOn(line -> !line.contains("selfhealing.mode="))
                .anyMatch(line -> line.contains("heal") && line.contains("selfhealing.mode"));
        assertThat(linesWith(application, "selfhealing.tables.inclde"))
                .hasSize(1)
                .allMatch(line -> line.contains("orders") && line.contains("selfhealing.tables.include"));
        assertThat(linesWith(application, "selfhealing.schema.poll"))
                .hasSize(1)
                .allMatch(line -> line.contains("soon"));
        assertThat(linesWith(application, "selfhealing.log.level")).hasSize(1).allMatch(line -> line.contains("lowd"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void agentThatGetsNoConnectionOfItsOwnHealsNothingAndHarmsNothing(Bench bench) throws Exception {
        bench.ddl(DRIFTED, "alter database " + bench.database() + " connection limit 1");
        Application application = bench.application();
        Connection connection = application.connect();

        assertThat(write(connection, "insert into messages (id, role) values (?, ?)", 1L, "role-1"))
                .isEqualTo(1);
        Thrown thrown = Bench.failureOf(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"));
        assertThat(write(connection, "insert into messages (id, role) values (?, ?)", 3L, "role-3"))
                .isEqualTo(1);

        assertThat(thrown.sqlState()).isEqualTo("42703");
        application.end();
        assertThat(onceTheConnectionIsFree(() -> bench.rows("select role from messages order by id")))
                .containsExactly("role-1", "role-3");
        assertThat(application.stderr().lines().count())
                .as("one line says why healing is off")
                .isBetween(1L, 5L);
    }

    /** The server takes a moment to notice that its only client is gone. */
    private static List<String> onceTheConnectionIsFree(Callable<List<String>> question) throws Exception {
        for (int attempt = 0; attempt < 50; attempt++) {
            try {
                return question.call();
            } catch (SQLException e) {
                Thread.sleep(100);
            }
        }
        return question.call();
    }

    private static void assertSaid(Application application, String home) throws Exception {
        application.end();
        assertThat(linesWith(application, home)).hasSizeBetween(1, 2);
    }

    private static List<String> linesWith(Application application, String word) throws Exception {
        return application.stderr().lines().filter(line -> line.contains(word)).toList();
    }

    private static List<Path> filesUnder(Path directory) throws Exception {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private static void text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
