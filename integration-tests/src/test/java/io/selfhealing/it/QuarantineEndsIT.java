package io.selfhealing.it;

import static io.selfhealing.it.QuarantinedRows.assertNothingGoes;
import static io.selfhealing.it.QuarantinedRows.awaitGone;
import static io.selfhealing.it.QuarantinedRows.awaitInUse;
import static io.selfhealing.it.QuarantinedRows.withMoodDropped;
import static io.selfhealing.it.QuarantinedRows.writeOnceKnown;
import static io.selfhealing.it.server.Engine.H2;
import static io.selfhealing.it.server.Engine.MARIADB;
import static io.selfhealing.it.server.Engine.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Ends of rows and of transactions that no row of the application's own text tells: nothing goes to a row that came after. */
class QuarantineEndsIT {
    private static final String TABLE =
            "create table messages (id bigint primary key, sender varchar(100), mood varchar(100))";
    private static final String INSERT = "insert into messages (id, sender, mood) values (?, ?, ?)";
    private static final String AGAIN = "insert into messages (id, sender) values (?, ?)";
    private static final String UPDATE = "update messages set sender = ?, mood = ? where id = ? and sender = ?";
    private static final String ADD = "alter table messages add column mood varchar(100)";
    private static final String ROWS = "select id, mood from messages order by id";

    private static Connection leftOut(Bench bench, int last) throws Exception {
        return leftOut(bench, bench.launch().start(), last);
    }

    /** Rows 2 to this one, of each of which the mood is in quarantine. */
    private static Connection leftOut(Bench bench, Application application, int last) throws Exception {
        bench.ddl(TABLE);
        Connection connection = application.connect();
        write(connection, INSERT, 1L, "sender of one", "glad");
        bench.awaitSnapshot("messages");
        bench.ddl("alter table messages drop column mood");
        awaitGone(bench, connection, "messages", 1);
        for (long id = 2; id <= last; id++) {
            writeOnceKnown(connection, INSERT, id, person(id), "mood of " + id);
        }
        return connection;
    }

    /** No two rows hold the same: then databases without numbers of rows could not tell them apart. */
    private static String person(Object id) {
        return "the very person of " + id;
    }

    private static void text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void makeAgain(Connection connection, long... ids) throws SQLException {
        for (long id : ids) {
            write(connection, AGAIN, id, person(id));
        }
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void anUpdateThatFoundNoRowIsNotMadeLater(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 2);
        assertThat(write(connection, UPDATE, "x", "stale", 1L, "somebody else")).isZero();
        assertThat(write(connection, "update messages set sender = ?, mood = ? where id = ?", "x", "early", 9L))
                .isZero();
        try (PreparedStatement batch = connection.prepareStatement(UPDATE)) {
            for (long id : new long[] {1, 2}) {
                batch.setString(1, person(id));
                batch.setString(2, "new mood of " + id);
                batch.setLong(3, id);
                batch.setString(4, person(id));
                batch.addBatch();
            }
            assertThat(batch.executeBatch()).containsExactly(0, 1);
        }
        try (Statement plain = connection.createStatement()) {
            assertThat(plain.executeUpdate(
                            "update messages set sender = 'y', mood = 'z' where id = 1 and sender = 'nobody'"))
                    .isZero();
        }
        write(connection, AGAIN, 9L, "x");
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|new mood of 2,9|null");
        assertNothingGoes(bench, connection, "messages", ROWS, "1|null,2|new mood of 2,9|null");
    }

    /** The application reads that there was none; nobody else can count. */
    @DatabaseTest(POSTGRESQL)
    void anUpdateThatReturnsNoRowIsNotMadeLater(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 3);
        try (PreparedStatement update = connection.prepareStatement(UPDATE + " returning id")) {
            for (long id : new long[] {1, 3}) {
                update.setString(1, person(id));
                update.setString(2, "stale");
                update.setLong(3, id);
                update.setString(4, "somebody else");
                assertThat(update.executeQuery().next()).isFalse();
            }
        }
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|mood of 2,3|null");
        assertNothingGoes(bench, connection, "messages", ROWS, "1|null,2|mood of 2,3|null");
    }

    @DatabaseTest(POSTGRESQL)
    void anInsertThatATriggerPassesOverIsNotMadeLater(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 2);
        bench.ddl(
                "create function pass_over() returns trigger language plpgsql as"
                        + " 'begin return case when new.id = 60 then null else new end; end'",
                "create trigger pass_over before insert on messages for each row execute function pass_over()");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 60L, person(60), "passed over")).isZero();
        bench.ddl("drop trigger pass_over on messages");
        write(connection, AGAIN, 60L, person(60));
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|mood of 2,60|null");
        assertNothingGoes(bench, connection, "messages", ROWS, "1|null,2|mood of 2,60|null");
    }

    /** The agent has not seen yet what the table is like now. */
    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void aRowThatIsDeletedRightAfterAChangeIsFollowed(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 3);
        bench.ddl(ADD);
        write(connection, "delete from messages where id = ?", 2L);
        write(connection, AGAIN, 2L, person(2));

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|null,3|mood of 3");
        assertNothingGoes(bench, connection, "messages", ROWS, "1|null,2|null,3|mood of 3");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void textsOfABatchThatFoundNoRowAreNotMadeLater(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 2);
        try (Statement batch = connection.createStatement()) {
            batch.addBatch("update messages set sender = 'sender of one', mood = 'stale' where id = 1"
                    + " and sender = 'somebody else'");
            assertThat(batch.executeBatch()).containsExactly(0);
        }
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|mood of 2");
        assertNothingGoes(bench, connection, "messages", ROWS, "1|null,2|mood of 2");
    }

    /** It may have found its row, or not: the value before it is kept as well, for a person to choose. */
    @DatabaseTest(MARIADB)
    void anUpdateOfWhichNobodyKnowsWhetherItRanTakesNoValuesPlace(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 3);
        assertThat(write(connection, UPDATE, person(3), "stale", 3L, "somebody else"))
                .isZero();
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|mood of 2,3|null");
        assertThat(bench.quarantine())
                .extracting(kept -> kept.value() + " " + kept.state())
                .contains("mood of 3 landed", "stale unknown");
    }

    @DatabaseTest(POSTGRESQL)
    void aTransactionThatAnErrorHasAbortedDecidesNothing(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 3);
        connection.setAutoCommit(false);
        write(connection, INSERT, 50L, person(50), "never there");
        write(connection, "delete from messages where id = ?", 2L);
        Bench.failureOf(() -> text(connection, "select 1/0"));
        commit(connection);
        write(connection, INSERT, 51L, person(51), "never there");
        write(connection, "delete from messages where id = ?", 3L);
        Bench.failureOf(() -> text(connection, "select 1/0"));
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        makeAgain(connection, 50, 51);
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|mood of 2,3|mood of 3,50|null,51|null");
        assertNothingGoes(bench, connection, "messages", ROWS, "1|null,2|mood of 2,3|mood of 3,50|null,51|null");
    }

    /** Some versions of the driver say that the server rolled back. */
    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
        }
    }

    @DatabaseTest({H2, MARIADB})
    void aChangeOfTheSchemaCommits(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 3);
        connection.setAutoCommit(false);
        write(connection, INSERT, 4L, person(4), "mood of 4");
        write(connection, "delete from messages where id = ?", 2L);
        text(connection, "create table others (a int)");
        connection.rollback();
        connection.setAutoCommit(true);
        makeAgain(connection, 2);
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|null,3|mood of 3,4|mood of 4");
        assertNothingGoes(bench, connection, "messages", ROWS, "1|null,2|null,3|mood of 3,4|mood of 4");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void aRowThatGoesByAnyConditionEndsItsValue(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 7);
        text(connection, "delete from messages where 2 = id");
        text(connection, "delete from messages where id in (3)");
        write(connection, "delete from messages where id between ? and ?", 4L, 4L);
        write(connection, "delete from messages where sender = ? and id < ? and id > ?", person(5), 6L, 4L);
        text(connection, "delete from messages where id = 1 + 5");
        makeAgain(connection, 2, 3, 4, 5, 6);
        bench.ddl(ADD);

        String right = "1|null,2|null,3|null,4|null,5|null,6|null,7|mood of 7";
        awaitInUse(bench, connection, "messages", ROWS, right);
        assertNothingGoes(bench, connection, "messages", ROWS, right);
    }

    /** What another transaction has written, and not committed, is not there to be asked for. MariaDB's DELETE waits for it. */
    @DatabaseTest({POSTGRESQL, H2})
    void whatNobodyElseCanSeeYetIsNotTakenForGone(Bench bench) throws Exception {
        Application application = bench.launch().start();
        Connection connection = leftOut(bench, application, 3);
        Connection other = application.connect();
        other.setAutoCommit(false);
        write(other, INSERT, 60L, person(60), "mood of 60");
        assertThat(write(connection, "delete from messages where sender = ?", person(2)))
                .isEqualTo(1);
        other.commit();
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,3|mood of 3,60|mood of 60");
    }

    @DatabaseTest(POSTGRESQL)
    void whatATransactionIsTooOldToSeeIsNotTakenForGone(Bench bench) throws Exception {
        Application application = bench.launch().start();
        Connection connection = leftOut(bench, application, 3);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        text(connection, "select 1 from messages");
        write(application.connect(), INSERT, 60L, person(60), "mood of 60");
        write(connection, "delete from messages where sender = ?", person(2));
        connection.commit();
        connection.setAutoCommit(true);
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,3|mood of 3,60|null");
        assertThat(bench.quarantine())
                .extracting(kept -> kept.value() + " " + kept.state())
                .contains("mood of 2 unknown", "mood of 60 unknown");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void anEmptiedTableEndsAll(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 3);
        text(connection, "truncate table messages");
        makeAgain(connection, 2, 3);
        writeOnceKnown(connection, INSERT, 4L, person(4), "mood of 4");
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "2|null,3|null,4|mood of 4");
        assertNothingGoes(bench, connection, "messages", ROWS, "2|null,3|null,4|mood of 4");
    }

    @DatabaseTest(POSTGRESQL)
    void aDeleteInAQueryAndOneOfSeveralStatementsEndTheirRows(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 5);
        try (PreparedStatement query = connection.prepareStatement(
                "with d as (delete from messages where id = ? returning id) select * from d")) {
            query.setLong(1, 2);
            query.executeQuery().close();
        }
        try (PreparedStatement returning =
                connection.prepareStatement("delete from messages where id = ? returning id")) {
            returning.setLong(1, 3);
            returning.execute();
        }
        text(
                connection,
                "delete from messages where id = 4; insert into messages (id, sender) values (4, '" + person(4) + "')");
        makeAgain(connection, 2, 3);
        writeOnceKnown(connection, INSERT, 6L, person(6), "mood of 6");
        bench.ddl(ADD);

        String right = "1|null,2|null,3|null,4|null,5|null,6|mood of 6";
        awaitInUse(bench, connection, "messages", ROWS, right);
        assertNothingGoes(bench, connection, "messages", ROWS, right);
    }

    @DatabaseTest(MARIADB)
    void aRowThatIsReplacedEndsItsValue(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 3);
        write(connection, "replace into messages (id, sender) values (?, ?)", 2L, person(2));
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|null,3|mood of 3");
        assertNothingGoes(bench, connection, "messages", ROWS, "1|null,2|null,3|mood of 3");
    }

    @DatabaseTest(MARIADB)
    void aKeyThatTheDatabaseComparesWithoutCaseIsTheSame(Bench bench) throws Exception {
        bench.ddl("create table messages (id varchar(20) primary key, sender varchar(100), mood varchar(100))");
        Connection connection = withMoodDropped(bench, INSERT, "a", "sender of one", "glad");
        writeOnceKnown(connection, INSERT, "ann", person("ann"), "mood of ann");
        writeOnceKnown(connection, INSERT, "bob", person("bob"), "mood of bob");
        write(connection, "delete from messages where id = ?", "ANN");
        write(connection, AGAIN, "ann", person("ann"));
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "a|null,ann|null,bob|mood of bob");
        assertNothingGoes(bench, connection, "messages", ROWS, "a|null,ann|null,bob|mood of bob");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void theNextProcessFollowsWhatThisOneLeftOut(Bench bench) throws Exception {
        Application first = bench.launch().start();
        leftOut(bench, first, 3);
        first.end();
        Connection connection = bench.launch().start().connect();
        write(connection, "delete from messages where id = ?", 2L);
        makeAgain(connection, 2);
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|null,3|mood of 3");
        assertNothingGoes(bench, connection, "messages", ROWS, "1|null,2|null,3|mood of 3");
    }

    /** What is not written to a row that is replaced is lost with it. */
    @DatabaseTest(MARIADB)
    void nothingIsFilledInWhereARowIsReplaced(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100))");
        Connection connection = bench.application().connect();
        write(connection, AGAIN, 1L, "one");
        bench.awaitSnapshot("messages");
        bench.ddl(
                "alter table messages add column version int not null default 7",
                "alter table messages alter column version drop default");
        Thread.sleep(2_000);

        Bench.failureOf(() -> write(connection, "replace into messages (id, sender) values (?, ?)", 1L, "again"));
        assertThat(bench.rows("select id, sender, version from messages")).containsExactly("1|one|7");
    }

    /** A part of a write that fails cannot be taken back there. */
    @DatabaseTest(MARIADB)
    void aTableWithoutTransactionsIsNotHealed(Bench bench) throws Exception {
        bench.ddl(TABLE + " engine = MyISAM");
        Connection connection = withMoodDropped(bench, INSERT, 1L, "sender of one", "glad");
        bench.ddl("alter table messages rename column sender to author");
        awaitGone(bench, connection, "messages", 2);

        Bench.failureOf(() -> write(connection, INSERT, 2L, "two", "sad"));
        Bench.failureOf(() -> write(connection, AGAIN, 2L, "two"));
        assertThat(bench.rows("select id, author from messages")).containsExactly("1|sender of one");
    }

    private static int write(Connection connection, String sql, Object... values) throws SQLException {
        return Messages.write(connection, sql, values);
    }
}
