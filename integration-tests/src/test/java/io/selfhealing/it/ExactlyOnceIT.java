package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.parallel.Isolated;

/** Writes that carry their proof, on connections that are lost while they are under way. */
@Isolated
class ExactlyOnceIT {
    private static final String INSERT = "insert into messages (id, sender) values (?, ?)";
    private static final String ROWS = "select id from messages order by id";
    private static final String IN_LEDGER = "select count(*) from selfhealing_ledger";
    /** Between the ledger's being there and its having been found to be of use. */
    private static final long FOUND_MILLIS = 500;

    private static Launch optedIn(Bench bench) throws SQLException {
        bench.ddl("create table messages (id bigint, sender varchar(100))"); // no key: a second row would be one
        return bench.launch()
                .set("selfhealing.spool.tables", "messages")
                .set("selfhealing.spool.exactly-once", "true")
                .set("selfhealing.tables", "create");
    }

    private static int insert(PreparedStatement statement, long id) throws SQLException {
        return Messages.bind(statement, id, "sender-" + id).executeUpdate();
    }

    private static PreparedStatement known(Bench bench, Connection connection) throws Exception {
        PreparedStatement statement = connection.prepareStatement(INSERT);
        insert(statement, 1);
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        Thread.sleep(FOUND_MILLIS);
        long deadline = System.nanoTime() + 30_000_000_000L;
        assertThat(insert(statement, 2)).isEqualTo(1);
        // On a busy machine the agent may not have found by then that the ledger can be used.
        while (bench.rows(IN_LEDGER).contains("0") && System.nanoTime() < deadline) {
            bench.ddl("delete from messages where id = 2");
            Thread.sleep(500);
            assertThat(insert(statement, 2)).isEqualTo(1);
        }
        assertThat(bench.rows(IN_LEDGER)).as("of what was written, or all").doesNotContain("0");
        return statement;
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void writeThatWasSentIsKeptWhenItsDatabaseIsKilled(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        PreparedStatement statement = known(bench, application.connect());
        bench.server().kill();

        assertThat(insert(statement, 7)).isEqualTo(1);
        assertThat(statement.getUpdateCount()).isEqualTo(1);

        bench.server().restart();
        LedgerTable.awaitRows(bench, ROWS, "1", "2", "7");
        assertThat(bench.events()).extracting(Event::kind).contains("spooled").doesNotContain("in_doubt");
    }

    /** The server goes on with what the client has given up, and makes it while the replay asks for it. */
    @DatabaseTest(Engine.POSTGRESQL)
    void writeThatHappensAfterItsConnectionWasGivenUpIsThereOnce(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        bench.ddl(
                "create function slow() returns trigger language plpgsql as"
                        + " $$ begin if new.id = 7 and current_setting('application_name') = 'impatient'"
                        + " then perform pg_sleep(3); end if; return new; end $$",
                "create trigger slow before insert on messages for each row execute function slow()");
        PreparedStatement other = known(bench, application.connect());
        String impatient = bench.url() + "?socketTimeout=1&ApplicationName=impatient";
        PreparedStatement statement = application.connectTo(impatient).prepareStatement(INSERT);

        assertThat(insert(statement, 7)).isEqualTo(1);

        Thread.sleep(4_000);
        LedgerTable.awaitRows(bench, ROWS, "1", "2", "7");
        insert(other, 8);
        LedgerTable.awaitRows(bench, ROWS, "1", "2", "7", "8");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void transactionWhoseCommitIsLostIsKeptAsAWhole(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        known(bench, application.connect());
        Connection connection = application.connect();
        connection.setAutoCommit(false);
        PreparedStatement statement = connection.prepareStatement(INSERT);
        insert(statement, 7);
        connection.commit();
        insert(statement, 8);
        assertThat(insert(statement, 9)).isEqualTo(1);
        bench.server().kill();

        connection.commit();

        bench.server().restart();
        LedgerTable.awaitRows(bench, ROWS, "1", "2", "7", "8", "9");
    }

    /** The server commits what the client has given up, while the replay asks for it. */
    @DatabaseTest(Engine.POSTGRESQL)
    void transactionThatIsCommittedAfterItsConnectionWasGivenUpIsThereOnce(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        bench.ddl(
                "create function slow() returns trigger language plpgsql as"
                        + " $$ begin if new.id = 9 and current_setting('application_name') = 'impatient'"
                        + " then perform pg_sleep(4); end if; return new; end $$",
                "create constraint trigger slow after insert on messages deferrable initially deferred"
                        + " for each row execute function slow()");
        known(bench, application.connect());
        Connection connection = application.connectTo(bench.url() + "?socketTimeout=1&ApplicationName=impatient");
        connection.setAutoCommit(false);
        PreparedStatement statement = connection.prepareStatement(INSERT);
        insert(statement, 8);
        insert(statement, 9);

        connection.commit();

        Thread.sleep(5_000);
        LedgerTable.awaitRows(bench, ROWS, "1", "2", "8", "9");
        Thread.sleep(2_000);
        assertThat(bench.rows(ROWS)).containsExactly("1", "2", "8", "9");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void transactionThatDidAnythingElseIsInDoubtAsEver(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        known(bench, application.connect());
        Connection read = application.connect();
        read.setAutoCommit(false);
        insert(read.prepareStatement(INSERT), 3);
        read.prepareStatement("select count(*) from messages").executeQuery().close();
        Connection text = application.connect();
        text.setAutoCommit(false);
        insert(text.prepareStatement(INSERT), 4);
        try (Statement plain = text.createStatement()) {
            plain.executeUpdate("insert into messages (id, sender) values (5, 'x')");
        }
        Connection undone = application.connect();
        undone.setAutoCommit(false);
        java.sql.Savepoint savepoint = undone.setSavepoint();
        insert(undone.prepareStatement(INSERT), 6);
        undone.rollback(savepoint);
        insert(undone.prepareStatement(INSERT), 7);
        Connection batch = application.connect();
        batch.setAutoCommit(false);
        PreparedStatement rows = batch.prepareStatement(INSERT);
        insert(rows, 8);
        Messages.bind(rows, 9L, "sender-9").addBatch();
        rows.executeBatch();
        bench.server().kill();

        Bench.failureOf(read::commit);
        Bench.failureOf(text::commit);
        Bench.failureOf(undone::commit);
        Bench.failureOf(batch::commit);

        bench.server().restart();
        Thread.sleep(3_000);
        assertThat(bench.rows(ROWS)).containsExactly("1", "2");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void transactionOnAConnectionThatCallsFunctionsIsInDoubtAsEver(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        known(bench, application.connect());
        Connection connection = application.connect();
        connection.prepareCall("{ call pg_sleep(0) }").close();
        connection.setAutoCommit(false);
        insert(connection.prepareStatement(INSERT), 3);
        bench.server().kill();

        Bench.failureOf(connection::commit);

        bench.server().restart();
        Thread.sleep(2_000);
        assertThat(bench.rows(ROWS)).containsExactly("1", "2");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void whatTheDatabaseRefusesIsRefusedAsWithoutTheAgent(Bench bench) throws Exception {
        Launch launch = optedIn(bench);
        bench.ddl(
                "alter table messages add primary key (id)",
                "alter table messages add check (sender <> 'nobody')",
                "create table selfhealing_ledger (spool_id varchar(255) not null, sequence_number bigint not null,"
                        + " written_at timestamp(6) not null, primary key (spool_id, sequence_number))");
        bench.assertUntouched(launch, connection -> {
            connection.prepareStatement("select 1").executeQuery().close();
            pause();
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                insert(statement, 1);
                pause();
                insert(statement, 2);
                statement.getUpdateCount();
                statement.getMoreResults();
                statement.getUpdateCount();
                statement.getWarnings();
                Bench.failureOf(() -> insert(statement, 2));
                statement.setLong(1, 3L);
                statement.setString(2, "nobody");
                Bench.failureOf(statement::executeUpdate);
                statement.setString(2, "x".repeat(200));
                Bench.failureOf(statement::executeUpdate);
                statement.clearParameters();
                statement.setLong(1, 3L);
                Bench.failureOf(statement::executeUpdate);
                statement.setString(2, "somebody");
                statement.execute();
                statement.getUpdateCount();
            }
            try (PreparedStatement literal =
                    connection.prepareStatement("insert into messages (id, sender) values ('seven', ?)")) {
                literal.setString(1, "somebody");
                Bench.failureOf(literal::executeUpdate);
            }
            try (Statement count = connection.createStatement();
                    java.sql.ResultSet rows = count.executeQuery("select count(*) from messages")) {
                rows.next();
                rows.getInt(1);
            }
        });
        assertThat(Integer.parseInt(bench.rows(IN_LEDGER).get(0))).isPositive();
    }

    private static void pause() {
        try {
            Thread.sleep(1_500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void withoutARightToTheLedgerNothingIsSentWithIt(Bench bench) throws Exception {
        Application application =
                optedIn(bench).set("selfhealing.tables", "use").start();
        PreparedStatement statement = application.connect().prepareStatement(INSERT);
        insert(statement, 1);
        pause();
        insert(statement, 2);

        assertThat(bench.rows(ROWS)).containsExactly("1", "2");
        assertThat(application.stderr()).contains("GRANT SELECT, INSERT, DELETE ON selfhealing_ledger");
    }
}
