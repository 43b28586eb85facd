package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.server.Engine.H2;
import static io.selfhealing.it.server.Engine.MARIADB;
import static io.selfhealing.it.server.Engine.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/** A column is dropped, writes go without it, and it comes back. */
class BackfillIT {
    private static final String KEYED = "insert into messages (id, sender, mood) values (?, ?, ?)";
    private static final String UNKEYED = "insert into messages (sender, mood) values (?, ?)";
    private static final String UPDATE = "update messages set sender = ?, mood = ? where id = ?";
    private static final String ADD = "alter table messages add column mood varchar(100)";
    private static final String ROWS = "select id, sender, mood from messages order by id";
    private static final long PATIENCE_MILLIS = 30_000;

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void valuesGoBackToTheirRowsWhenTheColumnIsThereAgain(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, bench.application(), "bigint primary key");
        for (long id = 7341; id < 7350; id++) {
            assertThat(write(connection, KEYED, id, "sender-" + id, "cheerful-" + id))
                    .isEqualTo(1);
        }
        write(connection, UPDATE, "sender-new", "cheerful-new", 7345L);
        bench.ddl("delete from messages where id = 7342", ADD);
        bench.ddl("update messages set mood = 'taken' where id = 7343");

        awaitRows(
                bench,
                connection,
                "1|sender-1|null",
                "7341|sender-7341|cheerful-7341",
                "7343|sender-7343|taken",
                "7344|sender-7344|cheerful-7344",
                "7345|sender-new|cheerful-new",
                "7346|sender-7346|cheerful-7346",
                "7347|sender-7347|cheerful-7347",
                "7348|sender-7348|cheerful-7348",
                "7349|sender-7349|cheerful-7349");
        assertThat(bench.events("backfill_finished")).isNotEmpty();
        assertThat(states(bench))
                .containsOnlyOnce("unknown", "conflict", "superseded")
                .filteredOn("restored"::equals)
                .hasSize(7);
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void aRowIsFoundByTheKeyThatTheDatabaseMade(Bench bench) throws Exception {
        Connection connection =
                withMoodDropped(bench, bench.application(), bench.sql().numbered());
        write(connection, UNKEYED, "sender-2", "cheerful-2");
        connection.setAutoCommit(false);
        write(connection, UNKEYED, "sender-3", "cheerful-3");
        write(connection, UNKEYED, "sender-4", "cheerful-4");
        connection.commit();
        connection.setAutoCommit(true);
        bench.ddl(ADD);

        awaitRows(
                bench,
                connection,
                "7340|sender-1|null",
                "7341|sender-2|cheerful-2",
                "7342|sender-3|cheerful-3",
                "7343|sender-4|cheerful-4");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void whatWasRolledBackIsNotPutBack(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, bench.application(), "bigint primary key");
        write(connection, KEYED, 7340L, "sender-2", "cheerful-2");
        connection.setAutoCommit(false);
        write(connection, UPDATE, "sender-x", "cheerful-x", 1L);
        connection.rollback();
        Savepoint savepoint = connection.setSavepoint();
        write(connection, UPDATE, "sender-y", "cheerful-y", 1L);
        connection.rollback(savepoint);
        write(connection, KEYED, 7341L, "sender-3", "cheerful-3");
        connection.commit();
        connection.setAutoCommit(true);
        bench.ddl(ADD);

        awaitRows(bench, connection, "1|sender-1|null", "7340|sender-2|cheerful-2", "7341|sender-3|cheerful-3");
        assertThat(states(bench)).containsOnlyOnce("void", "open").contains("restored");
    }

    @DatabaseTest({POSTGRESQL, H2})
    void anApplicationThatWasKilledHasItsValuesPutBackByTheNext(Bench bench) throws Exception {
        Application first = bench.application();
        Connection connection = withMoodDropped(bench, first, "bigint primary key");
        try (PreparedStatement insert = connection.prepareStatement(KEYED)) {
            for (long id = 1_001; id <= 1_600; id++) {
                bind(insert, id, "sender-" + id, "cheerful-" + id).addBatch();
            }
            insert.executeBatch();
        }
        bench.ddl(ADD);
        awaitSome(bench);
        first.kill();

        Connection other = bench.application().connect();
        write(other, KEYED, 5_000L, "sender-5000", "direct");
        await(
                bench,
                other,
                "select count(*) from messages where mood = " + bench.sql().concat("'cheerful-'", "id"),
                "600");
        assertThat(bench.rows("select count(*) from messages where mood is not null"))
                .containsExactly("601");
        assertThat(states(bench)).hasSize(600).containsOnly("restored");
    }

    private static void awaitSome(Bench bench) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline
                && bench.rows("select 1 from messages where mood is not null").isEmpty()) {
            Thread.sleep(5);
        }
    }

    /** The table stays in use meanwhile, as it would be. */
    private static void awaitRows(Bench bench, Connection connection, String... rows)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        List<String> now = bench.rows(ROWS);
        while (System.nanoTime() < deadline && !now.equals(List.of(rows))) {
            write(connection, "update messages set sender = sender where id = ?", -1L);
            Thread.sleep(100);
            now = bench.rows(ROWS);
        }
        assertThat(now).containsExactly(rows);
        Bench.awaitNotice(); // and what became of them is written down a moment later
    }

    private static void await(Bench bench, Connection connection, String query, String answer)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline && !bench.rows(query).contains(answer)) {
            write(connection, "update messages set sender = sender where id = ?", -1L);
            Thread.sleep(100);
        }
        assertThat(bench.rows(query)).containsExactly(answer);
    }

    /** Of all values in quarantine, once the applications have ended. */
    private static List<String> states(Bench bench) throws IOException, InterruptedException {
        bench.events();
        ObjectMapper mapper = new ObjectMapper();
        List<String> states = new ArrayList<>();
        for (String line : Command.run(
                        0, List.of("quarantine", "list", bench.home().toString(), "--json"))
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList()) {
            states.add(mapper.readTree(line).path("state").asText());
        }
        return states;
    }

    private static Connection withMoodDropped(Bench bench, Application application, String id)
            throws SQLException, IOException, InterruptedException {
        bench.ddl("create table messages (id " + id + ", sender varchar(100), mood varchar(100))");
        boolean numbered = id.equals(bench.sql().numbered());
        if (numbered) {
            bench.ddl(bench.sql().numberFrom("messages", 7340));
        }
        Connection connection = application.connect();
        if (numbered) {
            write(connection, UNKEYED, "sender-1", "cheerful-1");
        } else {
            write(connection, KEYED, 1L, "sender-1", "cheerful-1");
        }
        bench.awaitSnapshot("messages");
        bench.ddl("alter table messages drop column mood");
        Bench.awaitNotice();
        return connection;
    }
}
