package io.selfhealing.agent.intercept;

import static io.selfhealing.agent.intercept.Intercepted.INSERT;
import static io.selfhealing.agent.intercept.Intercepted.bind;
import static io.selfhealing.agent.intercept.Intercepted.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchTest {
    private static final int MORE_THAN_KEPT = 50_001;

    @ParameterizedTest
    @EnumSource
    void batchOfMoreRowsThanAreKeptFailsAsItWouldRatherThanLoseARow(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = database.withMessages();
            PreparedStatement insert = connection.prepareStatement(INSERT);
            fill(insert, LongStream.range(100, 100 + MORE_THAN_KEPT).toArray());
            database.rename("messages", "sender", "zorp");
            Intercepted.awaitNotice();

            BatchUpdateException failure = failure(insert);

            assertThat(Batches.counts(failure, MORE_THAN_KEPT)).containsOnly(Statement.EXECUTE_FAILED);
            assertThat(database.rows("select count(*) from messages")).containsExactly("1");
            assertThat(database.events("refused")).anyMatch(line -> line.contains("more rows than are kept"));

            fill(insert, LongStream.range(100, 100 + MORE_THAN_KEPT).toArray());
            assertThat(insert.executeBatch()).hasSize(MORE_THAN_KEPT);
            assertThat(database.rows("select count(*) from messages where zorp = 'sender-' || id"))
                    .containsExactly(Integer.toString(1 + MORE_THAN_KEPT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goodRowsLandAndTheBadOnesAreNamedWhereTheOperatorWantsThat(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine, "batch=partial")) {
            Connection connection = database.withMessages();
            PreparedStatement insert = connection.prepareStatement(INSERT);
            long[] ids = LongStream.range(100, 1_100).toArray();
            ids[0] = 1;
            ids[417] = 1;
            ids[418] = 1;
            ids[999] = 1;
            fill(insert, ids);

            assertNamed(failure(insert), 1_000, 0, 417, 418, 999);

            assertThat(database.rows("select count(*) from messages")).containsExactly("997");
            fill(insert, 5_000);
            assertThat(insert.executeBatch()).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goodRowsOfAHealedBatchLand(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine, "batch=partial")) {
            Connection connection = database.withMessages();
            PreparedStatement insert = connection.prepareStatement(INSERT);
            database.rename("messages", "sender", "zorp");
            fill(insert, 100, 101, 1, 103);

            assertNamed(failure(insert), 4, 2);

            assertThat(database.rows("select id, zorp from messages order by id"))
                    .containsExactly("1|sender-1", "100|sender-100", "101|sender-101", "103|sender-103");
            assertThat(database.events("healed")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesOfTheRowsThatLandedAreKeptAndOthersAreNot(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine, "batch=partial")) {
            Connection connection = database.withMessages();
            database.outside("alter table messages drop column sender");
            PreparedStatement insert = connection.prepareStatement(INSERT);
            fill(insert, 100, 1, 102);

            assertNamed(failure(insert), 3, 1);

            assertThat(database.rows("select id from messages order by id")).containsExactly("1", "100", "102");
            assertThat(database.quarantine().stream()
                            .filter(kept -> !kept.endsWith("void"))
                            .map(kept -> kept.substring(0, kept.indexOf(' ')))
                            .distinct())
                    .contains("sender-100", "sender-102");
        }
    }

    @ParameterizedTest
    @EnumSource
    void insideATransactionTheDriverDecides(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine, "batch=partial")) {
            Connection connection = database.withMessages();
            connection.setAutoCommit(false);
            PreparedStatement insert = connection.prepareStatement(INSERT);
            fill(insert, 100, 1, 102);

            BatchUpdateException failure = failure(insert);

            assertThat(failure.getMessage()).doesNotContain("did not land");
            connection.rollback();
            assertThat(database.rows("select count(*) from messages")).containsExactly("1");
        }
    }

    @Test
    void rewrittenInsertsAreHealedAndBisectedToo() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL, "batch=partial")) {
            Connection connection = database.withMessages("reWriteBatchedInserts=true");
            PreparedStatement insert = connection.prepareStatement(INSERT);
            fill(insert, LongStream.range(100, 300).toArray());
            database.rename("messages", "sender", "zorp");

            assertThat(insert.executeBatch()).hasSize(200).doesNotContain(Statement.EXECUTE_FAILED);
            fill(insert, 300, 301, 302, 303, 1, 305);
            assertNamed(failure(insert), 6, 4);

            assertThat(database.rows("select count(*) from messages where zorp = 'sender-' || id"))
                    .containsExactly("206");
        }
    }

    @Test
    void rowThatCannotBeConvertedFailsAloneWhereTheOperatorWantsThat() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL, "batch=partial")) {
            Connection connection = database.withMessages();
            PreparedStatement insert = connection.prepareStatement(INSERT);
            database.outside("delete from messages", "alter table messages alter content type integer using 0");
            for (long id = 10; id < 20; id++) {
                bind(insert, id, "sender-" + id, id == 15 ? "many" : "4" + id).addBatch();
            }

            assertNamed(failure(insert), 10, 5);

            assertThat(database.rows("select id, content from messages order by id"))
                    .hasSize(9)
                    .contains("14|414", "16|416");
        }
    }

    @Test
    void rowThatCannotBeConvertedFailsTheBatchAsTheDriverHasIt() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = database.withMessages();
            PreparedStatement insert = connection.prepareStatement(INSERT);
            database.outside("delete from messages", "alter table messages alter content type integer using 0");
            bind(insert, 10L, "sender-10", "410").addBatch();
            bind(insert, 11L, "sender-11", "many").addBatch();

            assertThat(Batches.counts(failure(insert), 2)).containsOnly(Statement.EXECUTE_FAILED);

            assertThat(database.rows("select * from messages")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void textsOfABatchAreHealedThoughOthersOfItHaveLanded(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = database.withMessages();
            database.outside("create table notes (id bigint primary key, note varchar(100))");
            Statement batch = connection.createStatement();
            batch.addBatch("insert into notes (id, note) values (1, 'note-1')");
            batch.addBatch("insert into messages (id, sender) values (2, 'sender-2')");
            batch.addBatch("insert into notes (id, note) values (3, 'note-3')");
            database.rename("messages", "sender", "zorp");

            assertThat(batch.executeBatch()).containsExactly(1, 1, 1);

            assertThat(database.rows("select id from notes order by id")).containsExactly("1", "3");
            assertThat(database.rows("select id, zorp from messages order by id"))
                    .containsExactly("1|sender-1", "2|sender-2");
        }
    }

    @Test
    void textThatWouldComeTooLateIsNotRunAfterTheOthers() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.H2)) {
            Connection connection = database.withMessages();
            Statement batch = connection.createStatement();
            batch.addBatch("insert into messages (id, sender) values (2, 'sender-2')");
            batch.addBatch("update messages set priority = 7");
            database.rename("messages", "sender", "zorp");

            BatchUpdateException failure = catchThrowableOfType(BatchUpdateException.class, batch::executeBatch);

            assertThat(failure.getUpdateCounts()).containsExactly(Statement.EXECUTE_FAILED, 1);
            assertThat(database.rows("select id, priority from messages")).containsExactly("1|7");
        }
    }

    @Test
    void textsThatCannotBeHealedAreNamedAndTheOthersLand() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL, "batch=partial")) {
            Connection connection = database.withMessages();
            Statement batch = connection.createStatement();
            batch.addBatch("insert into messages (id, sender) values (2, 'sender-2')");
            batch.addBatch("insert into nowhere (id) values (3)");
            batch.addBatch("insert into messages (id, sender) values (1, 'sender-1')");
            batch.addBatch("insert into messages (id, sender) values (4, 'sender-4')");
            database.rename("messages", "sender", "zorp");

            BatchUpdateException failure = catchThrowableOfType(BatchUpdateException.class, batch::executeBatch);

            assertNamed(failure, 4, 1, 2);
            assertThat(database.rows("select id, zorp from messages order by id"))
                    .containsExactly("1|sender-1", "2|sender-2", "4|sender-4");
        }
    }

    @Test
    void batchOfTextsIsHealedInsideATransactionThatItsFailureWouldEnd() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = database.withMessages();
            database.rename("messages", "sender", "zorp");
            Intercepted.write(connection, INSERT, 2L, "sender-2", "content-2");
            connection.setAutoCommit(false);
            Statement batch = connection.createStatement();
            batch.addBatch("insert into messages (id, sender) values (3, 'sender-3')");
            batch.addBatch("insert into messages (id, sender) values (4, 'sender-4')");
            database.rename("messages", "zorp", "author");

            assertThat(batch.executeBatch()).containsExactly(1, 1);
            connection.commit();

            assertThat(database.rows("select id, author from messages order by id"))
                    .containsExactly("1|sender-1", "2|sender-2", "3|sender-3", "4|sender-4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatRanElsewhereDoNotRunAgain(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine, "aliases=log.sender=zorp")) {
            Connection connection = database.withMessages();
            database.outside("create table log (sender varchar(100), priority integer)");
            PreparedStatement insert = connection.prepareStatement("insert into log (sender) values (?)");
            assertThat(bind(insert, "first").executeUpdate()).isEqualTo(1);
            bind(insert, "sender-1").addBatch();
            database.rename("log", "sender", "zorp");
            Intercepted.awaitNotice();
            assertThat(insert.executeBatch()).containsExactly(1);
            database.rename("log", "zorp", "sender");
            Intercepted.awaitNotice();
            bind(insert, "sender-2").addBatch();
            assertThat(insert.executeBatch()).containsExactly(1);

            assertThat(database.rows("select sender from log order by sender"))
                    .containsExactly("first", "sender-1", "sender-2");
        }
    }

    private static BatchUpdateException failure(PreparedStatement insert) {
        return catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
    }

    private static void assertNamed(BatchUpdateException failure, int rows, int... bad) {
        long[] counts = failure.getLargeUpdateCounts();
        assertThat(counts).hasSize(rows);
        assertThat(Batches.missing(counts)).isEqualTo(bad);
        assertThat(failure.getMessage())
                .contains(bad.length + " of " + rows + " rows did not land")
                .contains(String.join(
                        ", ", Arrays.stream(bad).mapToObj(Integer::toString).toList()));
        assertThat(failure.getSQLState()).matches("2[23].*|42.*");
        assertThat((Throwable) failure.getNextException()).isNotNull();
    }
}
