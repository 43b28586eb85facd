package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.QuarantinedRows.assertNothingGoes;
import static io.selfhealing.it.QuarantinedRows.awaitGone;
import static io.selfhealing.it.QuarantinedRows.awaitInUse;
import static io.selfhealing.it.QuarantinedRows.awaitStates;
import static io.selfhealing.it.QuarantinedRows.withMoodDropped;
import static io.selfhealing.it.QuarantinedRows.writeOnceKnown;
import static io.selfhealing.it.server.Engine.H2;
import static io.selfhealing.it.server.Engine.MARIADB;
import static io.selfhealing.it.server.Engine.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;

/** The application goes on writing while values of its rows are in quarantine: they follow their rows, and end with them. */
class QuarantineFollowsIT {
    private static final String TABLE =
            "create table messages (id bigint primary key, sender varchar(100), mood varchar(100))";
    private static final String INSERT = "insert into messages (id, sender, mood) values (?, ?, ?)";
    private static final String MOVE = "update messages set id = ? where id = ?";
    private static final String DELETE = "delete from messages where id = ?";
    private static final String ADD = "alter table messages add column mood varchar(100)";
    private static final String ROWS = "select id, mood from messages order by id";

    /** Rows 2 to this one, of each of which the mood is in quarantine. */
    private static Connection leftOut(Bench bench, int last, String sender) throws Exception {
        bench.ddl(TABLE);
        Connection connection = withMoodDropped(bench, INSERT, 1L, "sender of one", "glad");
        for (long id = 2; id <= last; id++) {
            writeOnceKnown(connection, INSERT, id, sender.isEmpty() ? "the sender of " + id : sender, "mood of " + id);
        }
        return connection;
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void aRowThatGetsAnotherKeyTakesItsValueAlong(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 9, "");
        assertThat(write(connection, MOVE, 20L, 2L)).isEqualTo(1);
        connection.setAutoCommit(false);
        write(connection, MOVE, 30L, 3L);
        write(connection, MOVE, 31L, 30L);
        connection.commit();
        write(connection, MOVE, 40L, 4L);
        connection.rollback();
        write(connection, MOVE, -1L, 6L);
        write(connection, MOVE, 6L, 7L);
        write(connection, MOVE, 7L, -1L);
        connection.commit();
        connection.setAutoCommit(true);
        try (Statement text = connection.createStatement()) {
            text.executeUpdate("update messages set id = 50 where id = 5");
        }
        write(connection, "update messages set id = ?, sender = ? where id = ?", 8L, "the sender of 8", 8L);
        write(connection, MOVE, 99L, 98L);
        bench.ddl(ADD);

        awaitInUse(
                bench,
                connection,
                "messages",
                ROWS,
                "1|null,4|mood of 4,6|mood of 7,7|mood of 6,8|mood of 8,9|mood of 9,20|mood of 2,31|mood of 3,50|mood of 5");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void aRowThatIsDeletedEndsItsValue(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 8, "");
        assertThat(write(connection, DELETE, 2L)).isEqualTo(1);
        try (Statement text = connection.createStatement()) {
            text.executeUpdate("delete from messages where id = 3");
        }
        connection.setAutoCommit(false);
        write(connection, DELETE, 4L);
        connection.commit();
        write(connection, DELETE, 5L);
        connection.rollback();
        connection.setAutoCommit(true);
        write(connection, "delete from messages where id = ? and sender = ?", 6L, "somebody else");
        write(connection, "delete from messages where sender = ?", "the sender of 7");
        write(connection, "update messages set sender = ? where id = ?", "the sender of 8", 8L);
        awaitStates(bench, "gone,gone,gone,landed,landed,unknown,landed");
        bench.ddl("insert into messages (id, sender) values (2, 'the sender of 2')", ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|null,5|mood of 5,6|mood of 6,8|mood of 8");
        awaitStates(bench, "gone,gone,gone,restored,restored,unknown,restored");
    }

    /** Nobody saw the rows go; those that come under their keys look the same, and are not those that wait. */
    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void aRowThatTheApplicationMakesAnewTakesNothingOfTheOneBefore(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 8, "");
        bench.ddl("delete from messages where id between 2 and 6");
        String bare = "insert into messages (id, sender) values (?, ?)";
        write(connection, bare, 2L, "the sender of 2");
        try (Statement text = connection.createStatement()) {
            text.executeUpdate("insert into messages (id, sender) values (3, 'the sender of 3')");
        }
        try (PreparedStatement several = connection.prepareStatement(bare)) {
            bind(several, 4L, "the sender of 4").addBatch();
            bind(several, 40L, "the sender of 40").addBatch();
            several.executeBatch();
        }
        connection.setAutoCommit(false);
        write(connection, bare, 5L, "the sender of 5");
        connection.rollback();
        connection.setAutoCommit(true);
        write(connection, INSERT, 6L, "the sender of 6", "mood of another");
        Bench.failureOf(() -> write(connection, bare, 7L, "the sender of 7"));
        bench.ddl("insert into messages (id, sender) values (5, 'the sender of 5')", ADD);

        awaitInUse(
                bench,
                connection,
                "messages",
                ROWS,
                "1|null,2|null,3|null,4|null,5|mood of 5,6|mood of another,7|mood of 7,8|mood of 8,40|null");
        awaitStates(bench, "gone,gone,gone,restored,gone,restored,restored,restored");
    }

    /** The column is back, and the application says that there is nothing in it, before anything went back. */
    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void aRowThatIsMadeAnewWithNothingInTheColumnKeepsNothingInIt(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 3, "");
        bench.ddl("delete from messages where id = 2", ADD);
        try (PreparedStatement bare = connection.prepareStatement(INSERT)) {
            bind(bare, 2L, "the sender of 2").setNull(3, Types.VARCHAR);
            bare.executeUpdate();
        }

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|null,3|mood of 3");
        assertNothingGoes(bench, connection, "messages", "select count(*) from messages where mood = 'mood of 2'", "0");
    }

    @DatabaseTest(POSTGRESQL)
    void whatACommitThatWasRefusedDidCountsForNothing(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 4, "");
        bench.ddl(
                "create table answers (id bigint references messages (id) deferrable initially deferred)",
                "insert into answers values (2), (3)");
        connection.setAutoCommit(false);
        write(connection, DELETE, 2L);
        Bench.failureOf(connection::commit);
        try (Statement text = connection.createStatement()) {
            write(connection, DELETE, 3L);
            Bench.failureOf(() -> text.execute("commit"));
        }
        write(connection, "update messages set sender = ? where id = ?", "another", 1L);
        connection.commit();
        connection.setAutoCommit(true);
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,2|mood of 2,3|mood of 3,4|mood of 4");
    }

    /** All rows look alike, so that nothing but the keys could tell them. */
    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void wherePossiblyEveryKeyChangedNothingGoesBackByItself(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 4, "the sender of all");
        bench.ddl("delete from messages where id = 1");
        write(connection, "update messages set id = id - ? where id > ?", 1L, 1L);
        bench.ddl(ADD);

        assertNothingGoes(bench, connection, "messages", ROWS, "1|null,2|null,3|null");
        awaitStates(bench, "unknown,unknown,unknown");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void aValueWhoseKeyAnotherRowTookStaysWhereItIs(Bench bench) throws Exception {
        Connection connection = leftOut(bench, 5, "the sender of all");
        bench.ddl("delete from messages where id = 5");
        write(connection, MOVE, 5L, 2L); // The row that had been there is gone, though nobody saw it go.
        try (PreparedStatement moves = connection.prepareStatement(MOVE)) {
            bind(moves, 30L, 3L).addBatch();
            bind(moves, 31L, 30L).addBatch();
            moves.executeBatch();
        }
        connection.setAutoCommit(false);
        Savepoint savepoint = connection.setSavepoint();
        write(connection, MOVE, 40L, 4L);
        connection.rollback(savepoint);
        connection.commit();
        connection.setAutoCommit(true);
        bench.ddl(ADD);

        awaitInUse(bench, connection, "messages", ROWS, "1|null,4|null,5|null,31|null");
        awaitStates(bench, "unknown,unknown,unknown,unknown");
    }

    @DatabaseTest(POSTGRESQL)
    void aRowOfAnotherTenantIsNotTakenForTheOneThatWaits(Bench bench) throws Exception {
        for (String tenant : List.of("t1", "t2")) {
            bench.ddl(
                    "create schema " + tenant,
                    "create table " + tenant
                            + ".messages (id bigint primary key, sender varchar(100), mood varchar(100))");
        }
        bench.ddl(
                "create function public.use_tenant(s text) returns void language sql as"
                        + " $$ select set_config('search_path', s, false) $$",
                "insert into t2.messages (id, sender) values (2, 'another'), (3, 'another')");
        Connection connection = bench.application().connect();
        connection.setSchema("t1");
        write(connection, INSERT, 1L, "sender of one", "glad");
        bench.awaitSnapshot("messages");
        bench.ddl("alter table t1.messages drop column mood", "alter table t2.messages drop column mood");
        awaitGone(bench, connection, "messages", 1);
        writeOnceKnown(connection, INSERT, 2L, "the sender of 2", "mood of 2");
        writeOnceKnown(connection, INSERT, 3L, "the sender of 3", "mood of 3");
        try (Statement statement = connection.createStatement()) {
            statement.execute("select public.use_tenant('t2')");
        }
        assertThat(write(connection, DELETE, 2L)).isEqualTo(1);
        assertThat(write(connection, MOVE, 30L, 3L)).isEqualTo(1);
        bench.ddl(
                "alter table t1.messages add column mood varchar(100)",
                "alter table t2.messages add column mood varchar(100)");

        awaitInUse(
                bench,
                connection,
                "messages",
                "select id, mood from t1.messages union all select id, mood from t2.messages order by 1",
                "1|null,2|mood of 2,3|mood of 3,30|null");
    }

    @DatabaseTest({POSTGRESQL, H2})
    void valuesBesideTheDataFollowTheirRowsAsWell(Bench bench) throws Exception {
        bench.ddl(TABLE);
        Connection connection =
                bench.launch().set("selfhealing.tables", "create").start().connect();
        write(connection, INSERT, 1L, "sender of one", "glad");
        bench.awaitSnapshot("messages");
        awaitTable(bench);
        bench.ddl("alter table messages drop column mood");
        awaitGone(bench, connection, "messages", 1);
        writeOnceKnown(connection, INSERT, 9L, "the sender of 9", "mood of 9"); // to the journal
        connection.setAutoCommit(false);
        for (long id = 2; id <= 5; id++) {
            write(connection, INSERT, id, "the sender of " + id, "mood of " + id);
        }
        write(connection, DELETE, 2L);
        connection.commit();
        write(connection, MOVE, 30L, 3L);
        connection.commit();
        write(connection, DELETE, 4L);
        connection.rollback();
        connection.setAutoCommit(true);
        String states = "select state from selfhealing_quarantine order by ticket";
        // The last goes to the journal: for one table a transaction sets so many savepoints and no more.
        awaitInUse(
                bench,
                connection,
                "messages",
                states,
                bench.engine() == H2 ? "gone,landed,landed,landed" : "gone,landed,landed");
        bench.ddl("insert into messages (id, sender) values (2, 'the sender of 2')", ADD);

        awaitInUse(
                bench, connection, "messages", ROWS, "1|null,2|null,4|mood of 4,5|mood of 5,9|mood of 9,30|mood of 3");
    }

    private static void awaitTable(Bench bench) throws Exception {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < deadline) {
            try {
                assertThat(bench.rows("select count(*) from selfhealing_quarantine"))
                        .containsExactly("0");
                return;
            } catch (SQLException e) {
                Thread.sleep(50); // It is not there yet.
            }
        }
    }
}
