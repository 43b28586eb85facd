package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.harness.Spooled;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;

/** Connections that were live when their database was killed, and data sources that do without a driver. */
@Isolated
class OutageLiveIT {
    private static final String INSERT = "insert into messages (id, sender) values (?, ?)";

    private static Launch optedIn(Bench bench) throws SQLException {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100))");
        return bench.launch()
                .set("selfhealing.spool.tables", "messages")
                .set("selfhealing.tables", "create")
                .set("selfhealing.outage.failures", "1");
    }

    private static int insert(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            return Messages.bind(statement, id, "sender-" + id).executeUpdate();
        }
    }

    private static List<String> waiting(Bench bench) throws Exception {
        return Spooled.in(bench).stream()
                .flatMap(record -> record.writes().stream())
                .toList();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void writeThatWasSentIsInDoubtAndTheNextOneIsKept(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        Connection connection = application.connect();
        PreparedStatement statement = connection.prepareStatement(INSERT);
        Messages.bind(statement, 1L, "sender-1").executeUpdate();
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        bench.server().kill();

        Messages.bind(statement, 7L, "sender-7");
        assertThat(Bench.failureOf(statement::executeUpdate).sqlState()).matches("08.*|57P01");
        assertThat(Messages.bind(statement, 8L, "sender-8").executeUpdate()).isEqualTo(1);
        assertThat(statement.getUpdateCount()).isEqualTo(1);

        assertThat(waiting(bench)).containsExactly("messages|8|sender-8");
        bench.server().restart();
        LedgerTable.awaitRows(bench, "select id from messages order by id", "1", "8");
        assertThat(bench.events("in_doubt")).extracting(Event::originalSql).containsExactly(INSERT);
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void transactionThatBeganOnALiveConnectionIsNeverKept(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        Connection connection = application.connect();
        connection.setAutoCommit(false);
        insert(connection, 1);
        connection.commit();
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        insert(connection, 2);
        bench.server().kill();

        Bench.failureOf(() -> insert(connection, 3));
        Bench.failureOf(() -> insert(connection, 4));
        Bench.failureOf(connection::commit);

        assertThat(waiting(bench)).isEmpty();
        bench.server().restart();
        assertThat(bench.rows("select id from messages")).containsExactly("1");
    }

    /** The first transaction of a connection: nothing but {@code setAutoCommit} has told of it. */
    @DatabaseTest(Engine.POSTGRESQL)
    void firstTransactionOfALiveConnectionIsNotKeptEither(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        try (Connection other = application.connect()) {
            insert(other, 1);
        }
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        Connection connection = application.connect();
        connection.setAutoCommit(false);
        PreparedStatement statement = connection.prepareStatement(INSERT);
        Messages.bind(statement, 2L, "sender-2").executeUpdate();
        bench.server().kill();
        try (Connection kept = application.connect()) {
            assertThat(insert(kept, 7)).isEqualTo(1);
        }

        Messages.bind(statement, 3L, "sender-3");
        Bench.failureOf(statement::executeUpdate);
        Messages.bind(statement, 4L, "sender-4");
        Bench.failureOf(statement::executeUpdate);
        Bench.failureOf(connection::commit);

        bench.server().restart();
        LedgerTable.awaitRows(bench, "select id from messages order by id", "1", "7");
    }

    /** In the database while it is up; where the connection is lost under them, nobody knows, and nothing is kept. */
    @DatabaseTest(Engine.POSTGRESQL)
    void batchesAndUpdatesThatWereSentAreInDoubtToo(Bench bench) throws Exception {
        Application application = optedIn(bench)
                .set("selfhealing.spool.updates", "messages")
                .set("selfhealing.outage.failures", "100")
                .start();
        Connection batching = application.connect();
        Connection updating = application.connect();
        assertThat(batch(batching, 1, 2)).containsExactly(1, 1);
        assertThat(update(updating, 1)).isEqualTo(1);
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        bench.server().kill();

        assertThat(Bench.failureOf(() -> batch(batching, 7, 8)).sqlState()).matches("08.*|57P01");
        assertThat(Bench.failureOf(() -> update(updating, 2)).sqlState()).matches("08.*|57P01");

        assertThat(waiting(bench)).isEmpty();
        bench.server().restart();
        assertThat(bench.rows("select id, sender from messages order by id"))
                .containsExactly("1|changed", "2|sender-2");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void writeOfAnApplicationThatAskedForNothingFailsAsEver(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100))");
        Application application = bench.launch().start();
        Connection connection = application.connect();
        insert(connection, 1);
        bench.awaitSnapshot("messages");
        bench.server().kill();

        assertThat(Bench.failureOf(() -> insert(connection, 7)).sqlState()).matches("08.*|57P01");

        bench.server().restart();
        assertThat(bench.rows("select id from messages")).containsExactly("1");
        assertThat(bench.events("in_doubt")).isEmpty();
    }

    private static int[] batch(Connection connection, long... ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (long id : ids) {
                Messages.bind(statement, id, "sender-" + id).addBatch();
            }
            return statement.executeBatch();
        }
    }

    private static int update(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update messages set sender = 'changed' where id = ?")) {
            statement.setLong(1, id);
            return statement.executeUpdate();
        }
    }

    /** Their drivers close what was on a connection that was lost. */
    @DatabaseTest({Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void writeThatWasSentIsInDoubtAndAFreshConnectionKeepsTheNextOne(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        Connection connection = application.connect();
        PreparedStatement statement = connection.prepareStatement(INSERT);
        Messages.bind(statement, 1L, "sender-1").executeUpdate();
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        bench.server().kill();

        Messages.bind(statement, 7L, "sender-7");
        Bench.failureOf(statement::executeUpdate);
        try (Connection fresh = application.connect()) {
            assertThat(insert(fresh, 8)).isEqualTo(1);
        }

        assertThat(waiting(bench)).containsExactly("messages|8|sender-8");
        bench.server().restart();
        LedgerTable.awaitRows(bench, "select id from messages order by id", "1", "8");
        assertThat(bench.events("in_doubt")).extracting(Event::originalSql).containsExactly(INSERT);
    }

    /** One that does without {@code Driver.connect} is recognised once it has given out a connection. */
    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void dataSourceThatTheApplicationHoldsGivesAConnectionThatKeepsWrites(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        try (Connection connection = application.supply("held")) {
            insert(connection, 1);
        }
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        bench.server().kill();

        try (Connection connection = application.supply("held")) {
            assertThat(insert(connection, 7)).isEqualTo(1);
        }

        assertThat(waiting(bench)).containsExactly("messages|7|sender-7");
        bench.server().restart();
        LedgerTable.awaitRows(bench, "select id from messages order by id", "1", "7");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void dataSourceOfTheDriverGivesAConnectionThatKeepsWrites(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        try (Connection connection = application.supply("plain")) {
            insert(connection, 1);
        }
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        bench.server().kill();

        try (Connection connection = application.supply("plain")) {
            assertThat(insert(connection, 7)).isEqualTo(1);
        }

        assertThat(waiting(bench)).containsExactly("messages|7|sender-7");
        bench.server().restart();
    }
}
