package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.server.Engine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the renames of some tables teach for others. */
class LearnedIT {
    private static final int WRITES = 6;
    private static final String SHAPE = " (id bigint primary key, x_author varchar(100), body varchar(100))";

    @DatabaseTest(Engine.POSTGRESQL)
    void renameProvedInTwoTablesIsHealedInAThirdUntilItIsContradicted(Bench bench) throws Exception {
        for (String table : List.of("posts", "drafts")) {
            bench.ddl("create table " + table + SHAPE, "insert into " + table + " values (1, null, 'body-1')");
        }
        Application first = bench.application();
        assertThat(refusal(first.connect(), "posts")).as("nothing is known yet").startsWith("42");
        prove(bench, first, "letters", "x_author");
        prove(bench, first, "notes", "x_author");
        first.end();
        assertThat(learned(bench)).containsPattern("trusted +0\\.72 +10 +0 .*sender.*author");

        Application second = bench.application();
        assertThat(update(second.connect(), "posts")).isEqualTo(1);
        assertThat(bench.rows("select x_author from posts")).containsExactly("sender-2");
        prove(bench, second, "memos", "x_writer");
        second.end();
        assertThat(learned(bench)).contains("contested").doesNotContain("trusted");

        Application third = bench.application();
        assertThat(refusal(third.connect(), "drafts")).startsWith("42");
        assertThat(bench.rows("select x_author from drafts")).containsExactly("null");

        List<Event> healed = bench.events("healed").stream()
                .filter(event -> event.evidence().contains("learned"))
                .toList();
        assertThat(healed).singleElement().satisfies(event -> {
            assertThat(event.mapping()).isEqualTo(Map.of("x_sender", "x_author"));
            assertThat(event.confidence()).isEqualTo(0.72);
        });
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void trustIsLostWhileTheApplicationRuns(Bench bench) throws Exception {
        bench.ddl("create table posts" + SHAPE, "insert into posts values (1, null, 'body-1')");
        Application application = bench.application();
        prove(bench, application, "letters", "x_author");
        prove(bench, application, "notes", "x_author");
        awaitLearned(bench, "trusted");
        Connection connection = application.connect();
        assertThat(update(connection, "posts")).isEqualTo(1);

        prove(bench, application, "memos", "x_writer");
        awaitLearned(bench, "contested");

        assertThat(refusal(connection, "posts")).startsWith("42");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void whatIsLearntTravelsByExportAndImport(Bench bench) throws Exception {
        Application first = bench.application();
        prove(bench, first, "letters", "x_author");
        prove(bench, first, "notes", "x_author");
        first.end();
        Path file = bench.directory().resolve("exported.json");
        String home = bench.home().toString();
        Command.run(0, List.of("learned", "export", home, file.toString()));
        String id = learned(bench).lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
        Command.run(0, List.of("learned", "forget", home, id));
        assertThat(learned(bench).lines()).hasSize(1);
        Command.run(0, List.of("learned", "import", home, file.toString()));
        assertThat(learned(bench)).contains("trusted");
        assertThat(Command.run(0, List.of("learned", "approve", home, id))).contains("is approved");
        assertThat(Command.run(0, List.of("patterns", "list", "--home", home)))
                .containsPattern("sender.*author.*trusted; 0 uses, 20 successes, 0 failures");
        Command.run(1, List.of("learned", "forget", home, "ffffffff"));
    }

    /** Renames {@code x_sender} of a table whose past is known, and writes to it as before. */
    private static void prove(Bench bench, Application application, String table, String to) throws Exception {
        bench.ddl("create table " + table + " (id bigint primary key, x_sender varchar(100), body varchar(100))");
        Connection connection = application.connect();
        write(connection, table, 0);
        bench.awaitSnapshot(table);
        bench.rename(table, "x_sender", to);
        Bench.awaitNotice();
        for (int id = 1; id <= WRITES; id++) {
            write(connection, table, id);
        }
        assertThat(bench.rows("select count(*) from " + table + " where " + to + " is not null"))
                .containsExactly(Integer.toString(WRITES + 1));
    }

    private static void write(Connection connection, String table, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into " + table + " (id, x_sender, body) values (" + id + ", 'sender-1', 'b')");
        }
    }

    private static int update(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("update " + table + " set x_sender = 'sender-2' where id = 1");
        }
    }

    private static @Nullable String refusal(Connection connection, String table) throws SQLException {
        return Bench.failureOf(() -> update(connection, table)).sqlState();
    }

    private static String learned(Bench bench) throws Exception {
        return Command.run(0, List.of("learned", "list", bench.home().toString()));
    }

    private static void awaitLearned(Bench bench, String word) throws Exception {
        for (int i = 0; i < 20 && !learned(bench).contains(word); i++) {
            Thread.sleep(200);
        }
        assertThat(learned(bench)).contains(word);
    }
}
