package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.Conversation;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.RemoteSqlException;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Jars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** A person takes a heal away that is wrong. */
class UndoIT {
    private static final long PATIENCE_MILLIS = 30_000;
    /** How soon agents follow that nobody tells. */
    private static final long SECONDS_MILLIS = 4_000;

    @DatabaseTest
    void mappingIsTakenAwayAtOnceInAllItsUsesAndGivenBack(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = drifted(bench);
        Connection connection = application.connect();
        PreparedStatement kept = connection.prepareStatement(Messages.INSERT);
        assertThat(bind(kept, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);
        awaitSocket(bench);
        String home = bench.home().toString();
        assertThat(Command.run(0, List.of("undo", home, "--list"))).containsIgnoringCase("messages: sender → zorp");

        assertThat(Command.run(0, List.of("undo", home, "messages.sender", "--why", "zorp is another")))
                .containsIgnoringCase("messages: sender → zorp")
                .contains("1 agent follows");

        assertThat(state(() -> bind(kept, 3L, "sender-3", "content-3").executeUpdate()))
                .startsWith("42");
        assertThat(state(() -> write(connection, Messages.INSERT, 3L, "sender-3", "content-3")))
                .startsWith("42");
        assertThat(state(() -> plain(connection, "insert into messages (id, sender) values (3, 'x')")))
                .startsWith("42");
        assertThat(Command.run(0, List.of("undo", home, "--list"))).contains("zorp is another");
        assertThat(Command.run(0, List.of("status", home))).contains("undone: 1");

        assertThat(Command.run(0, List.of("undo", home, "messages.sender", "--revoke")))
                .contains("may be healed again");
        assertThat(bind(kept, 3L, "sender-3", "content-3").executeUpdate()).isEqualTo(1);
        assertThat(bench.rows("select zorp from messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-3");
        assertThat(bench.events("refused"))
                .anyMatch(event -> event.json().path("reason").asText().contains("was undone by"));
        assertThat(Command.run(0, List.of("audit", "list", home)))
                .contains("\"undo\"", "zorp is another", "undo --revoke");
        Command.run(0, List.of("audit", "verify", home));
        Command.run(1, List.of("undo", home, "messages.sender", "--revoke"));
        Command.run(1, List.of("undo", home, "messages.nothing"));
        Command.run(2, List.of("undo", home));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void agentsThatNobodyTellsFollowWithinSecondsAndThoseThatStartLater(Bench bench) throws Exception {
        Messages.create(bench);
        Application silent = bench.launch().set("selfhealing.control", "off").start();
        Connection connection = silent.connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        write(connection, Messages.INSERT, 2L, "sender-2", "content-2");

        Command.run(0, List.of("undo", bench.home().toString(), "public.messages.sender=zorp"));

        Thread.sleep(SECONDS_MILLIS);
        assertThat(state(() -> write(connection, Messages.INSERT, 3L, "sender-3", "content-3")))
                .startsWith("42");
        Connection later = bench.application().connect();
        assertThat(state(() -> write(later, Messages.INSERT, 3L, "sender-3", "content-3")))
                .startsWith("42");
        Thread.sleep(1_500);
        assertThat(state(() -> write(later, Messages.INSERT, 3L, "sender-3", "content-3")))
                .startsWith("42");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void learnedPatternIsDemotedAndNotLearntAgain(Bench bench) throws Exception {
        Application application = bench.application();
        bench.ddl(
                "create table posts (id bigint primary key, x_author varchar(100), body varchar(100))",
                "insert into posts values (1, 'sender-1', 'body-1')");
        prove(bench, application, "letters");
        prove(bench, application, "notes");
        awaitLearned(bench, "trusted");
        Connection connection = application.connect();
        assertThat(plain(connection, "update posts set x_sender = 'sender-2' where id = 1"))
                .isEqualTo(1);
        String id = learned(bench).lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
        awaitSocket(bench);

        assertThat(Command.run(0, List.of("undo", bench.home().toString(), id))).contains("undone: pattern " + id);

        assertThat(state(() -> plain(connection, "update posts set x_sender = 'sender-3' where id = 1")))
                .startsWith("42");
        assertThat(learned(bench)).contains("undone");
        for (String table : List.of("memos", "cards", "mails")) {
            prove(bench, application, table);
        }
        Thread.sleep(SECONDS_MILLIS);
        assertThat(state(() -> plain(connection, "update posts set x_sender = 'sender-3' where id = 1")))
                .startsWith("42");
        assertThat(learned(bench)).contains("undone").doesNotContain("trusted");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void valuesThatWentBackToTheWrongColumnAreTakenOutOfIt(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), mood varchar(100))");
        String insert = "insert into messages (id, sender, mood) values (?, ?, ?)";
        Application application = bench.launch()
                .set("selfhealing.aliases", "messages.mood=feeling")
                .start();
        Connection connection = application.connect();
        write(connection, insert, 1L, "sender-1", "cheerful-1");
        bench.awaitSnapshot("messages");
        bench.ddl("alter table messages drop column mood");
        Bench.awaitNotice();
        write(connection, insert, 2L, "sender-2", "cheerful-2");
        write(connection, insert, 3L, "sender-3", "cheerful-3");
        bench.ddl("alter table messages add column feeling varchar(100)");
        awaitRows(bench, connection, "1|null", "2|cheerful-2", "3|cheerful-3");
        bench.ddl("update messages set feeling = 'by hand' where id = 3");
        String home = bench.home().toString();
        Path password = Files.writeString(bench.directory().resolve("password"), DbServer.PASSWORD);
        List<String> undo = List.of(
                "undo",
                home,
                "messages.mood=feeling",
                "--rows",
                "--url",
                bench.url(),
                "--user",
                DbServer.USER,
                "--password-file",
                password.toString(),
                "--driver-path",
                driver(bench));

        assertThat(Command.run(0, with(undo, "--dry-run")))
                .contains(
                        "id=2: its value went back to feeling",
                        "1 values would be taken out",
                        "something else is there");
        assertThat(bench.rows("select feeling from messages order by id"))
                .containsExactly("null", "cheerful-2", "by hand");

        assertThat(Command.run(0, with(undo, "--yes"))).contains("1 values were taken out");
        assertThat(bench.rows("select feeling from messages order by id")).containsExactly("null", "null", "by hand");
        Thread.sleep(SECONDS_MILLIS);
        assertThat(bench.rows("select feeling from messages order by id"))
                .as("they do not go back there")
                .containsExactly("null", "null", "by hand");
        assertThat(Command.run(0, List.of("quarantine", "list", home))).contains("withdrawn");
        Command.run(0, List.of("audit", "verify", home));
    }

    private static List<String> with(List<String> words, String last) {
        return Stream.concat(words.stream(), Stream.of(last)).toList();
    }

    private static String driver(Bench bench) {
        return Jars.holding(bench.engine() == Engine.POSTGRESQL ? "org.postgresql.Driver" : "org.mariadb.jdbc.Driver")
                .toString();
    }

    private static void awaitRows(Bench bench, Connection connection, String... expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        List<String> rows = List.of();
        while (System.nanoTime() < deadline && !rows.equals(List.of(expected))) {
            Thread.sleep(200);
            plain(connection, "update messages set sender = sender where id = 1");
            rows = bench.rows("select id, feeling from messages order by id");
        }
        assertThat(rows).containsExactly(expected);
    }

    /** An application whose writes of {@code sender} are healed, with one row. */
    private static Application drifted(Bench bench) throws Exception {
        Application application = bench.application();
        try (Connection connection = application.connect()) {
            Messages.seen(bench, connection);
            bench.awaitSnapshot("messages"); // A busy machine needs it twice.
            bench.rename("messages", "sender", "zorp");
            Bench.awaitNotice();
        }
        return application;
    }

    private static void prove(Bench bench, Application application, String table) throws Exception {
        bench.ddl("create table " + table + " (id bigint primary key, x_sender varchar(100), body varchar(100))");
        Connection connection = application.connect();
        String insert = "insert into " + table + " (id, x_sender, body) values (";
        plain(connection, insert + "0, 'sender-1', 'b')");
        bench.awaitSnapshot(table);
        bench.rename(table, "x_sender", "x_author");
        Bench.awaitNotice();
        for (int id = 1; id <= 10; id++) {
            plain(connection, insert + id + ", 'sender-1', 'b')");
        }
    }

    private static int plain(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static String state(Conversation.Act act) throws SQLException {
        try {
            act.run();
        } catch (RemoteSqlException e) {
            return String.valueOf(e.thrown().sqlState());
        }
        return "nothing was thrown";
    }

    private static String learned(Bench bench) throws Exception {
        return Command.run(0, List.of("learned", "list", bench.home().toString()));
    }

    private static void awaitLearned(Bench bench, String word) throws Exception {
        for (int i = 0; i < 20 && !learned(bench).contains(word); i++) {
            Thread.sleep(200);
        }
    }

    private static void awaitSocket(Bench bench) throws Exception {
        Path control = bench.home().resolve("control");
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline) {
            if (Files.isDirectory(control)) {
                try (var files = Files.list(control)) {
                    if (files.findAny().isPresent()) {
                        return;
                    }
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no control socket");
    }
}
