package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Drivers that go on after a failure would land the healed rows of a batch, and tell the application of the others alone. */
class BatchAsAWholeIT {
    private static final String AFTER = "select id from messages where id > 1 order by id";

    @DatabaseTest
    void batchOfTextsOfWhichOneCannotBeHealedRunsAsItWasWritten(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        assertNothingLands(
                bench, connection, AFTER, healable(100), healable(101), unhealable(102), healable(103), healable(104));
        Bench.awaitNotice();
        assertNothingLands(
                bench, connection, AFTER, healable(100), healable(101), unhealable(102), healable(103), healable(104));

        assertThat(batch(connection, healable(100), healable(101))).containsExactly(1, 1);
        assertNothingLands(bench, connection, AFTER + " limit 5 offset 2", healable(102), unhealable(103));
        assertThat(bench.rows("select id, zorp from messages order by id"))
                .containsExactly("1|sender-1", "100|sender-100", "101|sender-101");
        assertThat(bench.events("refused")).isNotEmpty();
    }

    @DatabaseTest
    void textsWhoseValuesCannotBeKeptHaveTheirWholeBatchRunAsItWasWritten(Bench bench) throws Exception {
        bench.ddl("create table readings (id " + bench.sql().time() + " primary key, place integer, mood varchar(20))");
        Connection connection = bench.application().connect();
        batch(connection, reading("2023-11-14 22:13:41"));
        bench.awaitSnapshot("readings");
        bench.ddl("alter table readings drop column mood");
        String rows = "select place from readings where id > timestamp '2023-11-14 22:13:50'";

        for (int i = 0; i < 2; i++) {
            assertNothingLands(
                    bench,
                    connection,
                    rows,
                    reading("2023-11-14 22:13:52"),
                    reading("2023-11-14 22:13:56"),
                    reading("2023-11-14 22:14"));
            Bench.awaitNotice();
        }

        assertThat(batch(connection, reading("2023-11-14 22:13:44"), reading("2023-11-14 22:13:48")))
                .containsExactly(1, 1);
        assertThat(bench.quarantine())
                .filteredOn(kept -> !kept.state().equals("void"))
                .as("those of rows that landed")
                .hasSize(2);
    }

    @DatabaseTest
    void textThatNeedsNoHealingLeavesTheOthersOfItsBatchHealed(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl("create table audit (id bigint primary key, note varchar(100))");
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        write(connection, "insert into audit (id, note) values (?, ?)", 1L, "note before");
        bench.awaitSnapshot("audit");
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();

        assertThat(batch(connection, audit(2), healable(100), audit(3), healable(101)))
                .containsExactly(1, 1, 1, 1);

        assertThat(bench.rows(AFTER)).containsExactly("100", "101");
        assertThat(bench.rows("select id from audit order by id")).containsExactly("1", "2", "3");
    }

    @DatabaseTest({Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void textsThatCanBeHealedLandWithoutTheOthersWhereTheOperatorWantsThat(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection =
                bench.launch().set("selfhealing.batch", "partial").start().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();

        Thrown thrown = Bench.failureOf(() -> batch(connection, healable(100), unhealable(101), healable(102)));

        assertThat(thrown.updateCounts()).containsExactly(1L, (long) Statement.EXECUTE_FAILED, 1L);
        assertThat(bench.rows(AFTER)).containsExactly("100", "102");
    }

    /** H2's driver goes on after a row that failed; others take a moment for a number, or leave nothing behind. */
    @DatabaseTest(Engine.H2)
    void rowsOfWhichOneCannotBeConvertedRunAsTheyWereBound(Bench bench) throws Exception {
        OffsetDateTime now = OffsetDateTime.of(2026, 7, 1, 12, 0, 0, 0, ZoneOffset.UTC);
        String insert = "insert into events (id, at) values (?, ?)";
        bench.ddl("create table events (id bigint primary key, at timestamp(9) with time zone, note varchar(20))");
        Connection connection = bench.application().connect();
        for (long id = 1; id <= 10; id++) {
            write(connection, insert, id, now.minusHours(id));
        }
        bench.awaitSnapshot("events");
        bench.ddl(
                "alter table events add column millis bigint",
                "update events set millis = extract(epoch from at) * 1000",
                "alter table events drop column at",
                "alter table events alter column millis rename to at");
        Bench.awaitNotice();

        assertThat(write(connection, insert, 11L, now)).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            try (PreparedStatement batch = connection.prepareStatement(insert)) {
                bind(batch, 12L, now).addBatch();
                bind(batch, 13L, now.plusNanos(1_000)).addBatch();
                bind(batch, 14L, now).addBatch();
                Bench.failureOf(batch::executeBatch);
            }
            assertThat(bench.rows("select id from events where id > 11")).isEmpty();
        }
        try (PreparedStatement batch = connection.prepareStatement(insert)) {
            bind(batch, 12L, now).addBatch();
            bind(batch, 14L, now).addBatch();
            assertThat(batch.executeBatch()).containsExactly(1, 1);
        }
        assertThat(bench.rows("select at from events where id > 10"))
                .hasSize(3)
                .containsOnly(Long.toString(now.toInstant().toEpochMilli()));
    }

    private static void assertNothingLands(Bench bench, Connection connection, String rows, String... texts)
            throws Exception {
        Thrown thrown = Bench.failureOf(() -> batch(connection, texts));

        assertThat(thrown.type()).endsWith("BatchUpdateException");
        assertThat(thrown.sqlState()).startsWith("42");
        assertThat(thrown.updateCounts()).doesNotContain(1L);
        assertThat(bench.rows(rows)).isEmpty();
    }

    private static int[] batch(Connection connection, String... texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : List.of(texts)) {
                statement.addBatch(text);
            }
            return statement.executeBatch();
        }
    }

    private static String healable(long id) {
        return "insert into messages (id, sender, content) values (" + id + ", 'sender-" + id + "', 'content-" + id
                + "')";
    }

    private static String unhealable(long id) {
        return "insert into messages (id, sender, never_there) values (" + id + ", 'sender-" + id + "', 'content-" + id
                + "')";
    }

    private static String audit(long id) {
        return "insert into audit (id, note) values (" + id + ", 'note-" + id + "')";
    }

    private static String reading(String id) {
        return "insert into readings (id, mood, place) values ('" + id + "', 'cheerful', 7)";
    }
}
