package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

class BatchIT {
    @DatabaseTest
    void batchOfAHundredIsHealed(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        try (PreparedStatement insert = connection.prepareStatement(Messages.INSERT)) {
            fill(insert, 100, 100);
            assertThat(insert.executeBatch()).satisfies(counts -> assertOnes(counts, 100));
            fill(insert, 200, 100);
            assertThat(insert.executeBatch()).satisfies(counts -> assertOnes(counts, 100));
        }

        assertAllInPlace(bench, 200);
    }

    @DatabaseTest
    void batchFilledBeforeTheRenameIsHealed(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        fill(insert, 100, 50);
        bench.rename("messages", "sender", "zorp");
        fill(insert, 150, 50);

        assertThat(insert.executeBatch()).satisfies(counts -> assertOnes(counts, 100));

        assertAllInPlace(bench, 100);
    }

    @DatabaseTest
    void batchInsideATransactionIsHealedAndRolledBackWithIt(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        connection.setAutoCommit(false);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();

        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        fill(insert, 100, 100);
        assertThat(insert.executeBatch()).hasSize(100);
        connection.rollback();
        assertThat(bench.rows("select count(*) from messages")).containsExactly("1");
        fill(insert, 100, 100);
        assertThat(insert.executeBatch()).hasSize(100);
        connection.commit();

        assertAllInPlace(bench, 100);
    }

    @DatabaseTest
    void goodRowsOfABatchLandWhereTheOperatorWantsThat(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection =
                bench.launch().set("selfhealing.batch", "partial").start().connect();
        Messages.seen(bench, connection);
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        fill(insert, 100, 20);
        bind(insert, 1L, "sender-x", "content-x").addBatch();
        fill(insert, 120, 20);
        assertOneBadRow(Bench.failureOf(insert::executeBatch));

        bench.rename("messages", "sender", "zorp");
        fill(insert, 140, 20);
        bind(insert, 1L, "sender-x", "content-x").addBatch();
        fill(insert, 160, 20);
        assertOneBadRow(Bench.failureOf(insert::executeBatch));

        assertAllInPlace(bench, 80);
    }

    private static void assertOneBadRow(Thrown thrown) {
        assertThat(thrown.type()).endsWith("BatchUpdateException");
        List<Long> counts = thrown.updateCounts();
        assertThat(counts).hasSize(41);
        assertThat(counts.get(20)).isEqualTo(Statement.EXECUTE_FAILED);
        assertThat(counts.stream().filter(count -> count == Statement.EXECUTE_FAILED))
                .hasSize(1);
    }

    @DatabaseTest
    void batchOfTextsIsHealed(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();

        try (Statement statement = connection.createStatement()) {
            for (int id = 100; id < 110; id++) {
                statement.addBatch("insert into messages (id, sender, content) values (" + id + ", 'sender-" + id
                        + "', 'content-" + id + "')");
            }
            assertThat(statement.executeBatch()).satisfies(counts -> assertOnes(counts, 10));
        }

        assertAllInPlace(bench, 10);
    }

    @DatabaseTest
    void healedBatchReturnsItsGeneratedKeys(Bench bench) throws Exception {
        bench.ddl("create table messages (id " + bench.sql().numbered() + ","
                + " sender varchar(100), content varchar(200), priority integer)");
        String insert = "insert into messages (sender, content) values (?, ?)";
        Connection connection = bench.application().connect();
        Messages.write(connection, insert, "sender-1", "content-1");
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");

        List<Long> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS)) {
            for (int id = 2; id <= 21; id++) {
                bind(statement, "sender-" + id, "content-" + id).addBatch();
            }
            assertThat(statement.executeBatch()).hasSize(20);
            try (ResultSet generated = statement.getGeneratedKeys()) {
                while (generated.next()) {
                    keys.add(generated.getLong(1));
                }
            }
        }

        assertThat(keys).hasSize(20);
        assertThat(keys.get(0)).isEqualTo(2);
        assertThat(keys.get(19)).isEqualTo(21);
        assertAllInPlace(bench, 20);
    }

    @DatabaseTest
    void rowOfAHealedBatchThatViolatesAConstraintFailsHonestly(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        Thrown thrown;
        try (PreparedStatement insert = connection.prepareStatement(Messages.INSERT)) {
            fill(insert, 100, 2);
            bind(insert, 1L, "sender-x", "content-x").addBatch();
            thrown = Bench.failureOf(insert::executeBatch);
        }

        assertThat(thrown.type()).endsWith("BatchUpdateException");
        assertThat(thrown.sqlState()).isEqualTo(bench.sql().violation("23505"));
        assertThat(bench.rows("select content from messages where zorp = 'sender-x'"))
                .isEmpty();
        assertThat(bench.rows("select zorp from messages where id = 1")).containsExactly("sender-1");
    }

    @DatabaseTest
    @Untouched
    void healthyBatchWithABadRowFailsAsWithoutTheAgent(Bench bench) throws Exception {
        Messages.create(bench);

        List<String> transcript = bench.assertUntouched(connection -> {
            PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
            bind(insert, 1L, "sender-1", "content-1").addBatch();
            bind(insert, 2L, "sender-2", "content-2").addBatch();
            bind(insert, 1L, "sender-3", "content-3").addBatch();
            bind(insert, 4L, "sender-4", "content-4").addBatch();
            attempt(insert::executeBatch);
            ResultSet rows = connection.createStatement().executeQuery("select id, sender from messages order by id");
            while (rows.next()) {
                rows.getLong(1);
                rows.getString(2);
            }
        });

        assertThat(transcript).anyMatch(line -> line.contains("BatchUpdateException"));
    }

    private static void fill(PreparedStatement insert, long first, int rows) throws SQLException {
        for (long id = first; id < first + rows; id++) {
            bind(insert, id, "sender-" + id, "content-" + id).addBatch();
        }
    }

    private static void assertAllInPlace(Bench bench, int rows) throws Exception {
        assertThat(bench.rows("select count(*) from messages where id > 1 and zorp = "
                        + bench.sql().concat("'sender-'", "id") + " and content = "
                        + bench.sql().concat("'content-'", "id")))
                .containsExactly(Integer.toString(rows));
        assertThat(bench.rows("select count(*) from messages where id > 1")).containsExactly(Integer.toString(rows));
        assertThat(bench.events("healed")).isNotEmpty();
    }

    private static void assertOnes(int[] counts, int rows) {
        assertThat(counts).hasSize(rows).containsOnly(1);
    }
}
