package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.server.Engine.H2;
import static io.selfhealing.it.server.Engine.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/** What a transaction goes without is in a table of its database, as long as the transaction is. */
class BesideDataIT {
    private static final String INSERT = "insert into messages (id, sender, mood) values (?, ?, ?)";
    private static final String ADD = "alter table messages add column mood varchar(100)";
    private static final String ROWS = "select id, sender, mood from messages order by id";
    private static final String STATES = "select state from selfhealing_quarantine order by taken_at";
    private static final long PATIENCE_MILLIS = 30_000;

    private static Application application(Bench bench, String home) throws Exception {
        return bench.launch()
                .set("selfhealing.tables", "create")
                .set("selfhealing.home", bench.home().resolveSibling(home).toString())
                .start();
    }

    private static Connection withMoodDropped(Bench bench, Application application) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), mood varchar(100))");
        Connection connection = application.connect();
        write(connection, INSERT, 1L, "sender-1", "cheerful-1");
        await(bench, "select count(*) from selfhealing_quarantine", "0");
        bench.awaitSnapshot("messages");
        Bench.awaitNotice();
        bench.ddl("alter table messages drop column mood");
        Bench.awaitNotice();
        return connection;
    }

    private static void await(Bench bench, String query, String... answer) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline && !String.join(",", answer).equals(answers(bench, query))) {
            Thread.sleep(50);
        }
        assertThat(answers(bench, query)).isEqualTo(String.join(",", answer));
    }

    private static String answers(Bench bench, String query) {
        try {
            return String.join(",", bench.rows(query));
        } catch (SQLException e) {
            return "";
        }
    }

    @DatabaseTest({POSTGRESQL, H2})
    void valuesOfATransactionEndAsItDoes(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, application(bench, "home"));
        connection.setAutoCommit(false);
        write(connection, INSERT, 2L, "sender-2", "cheerful-2");
        assertThat(bench.rows(STATES)).as("before the commit").isEmpty();
        connection.rollback();
        assertThat(bench.rows(STATES)).as("after the rollback").isEmpty();

        write(connection, INSERT, 3L, "sender-3", "cheerful-3");
        Savepoint savepoint = connection.setSavepoint();
        write(connection, INSERT, 4L, "sender-4", "cheerful-4");
        connection.rollback(savepoint);
        connection.commit();
        assertThat(bench.rows(STATES)).containsExactly("landed");

        bench.ddl(ADD);
        await(bench, ROWS, "1|sender-1|null", "3|sender-3|cheerful-3");
        await(bench, STATES, "restored");
        assertThat(bench.quarantine()).as("in journals").isEmpty();
    }

    @DatabaseTest({POSTGRESQL, H2})
    void underAutoCommitValuesAreInTheJournal(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, application(bench, "home"));

        write(connection, INSERT, 2L, "sender-2", "cheerful-2");

        assertThat(bench.rows(STATES)).isEmpty();
        assertThat(bench.quarantine()).hasSize(1);
    }

    @DatabaseTest({POSTGRESQL, H2})
    void ofTwoAgentsOneWritesAValueBack(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, application(bench, "home"));
        Connection other = application(bench, "other").connect();
        write(other, "update messages set sender = sender where id = ?", 1L);
        connection.setAutoCommit(false);
        for (long id = 2; id < 30; id++) {
            write(connection, INSERT, id, "sender-" + id, "cheerful-" + id);
            connection.commit();
        }
        assertThat(bench.rows("select count(*) from selfhealing_quarantine where state = 'landed'"))
                .containsExactly("28");

        bench.ddl(ADD);
        await(bench, "select count(*) from messages where mood is not null", "28");
        await(bench, "select state, count(*) from selfhealing_quarantine group by state", "restored|28");
    }

    /** The transaction goes on, and the journal has the value. */
    @DatabaseTest(POSTGRESQL)
    void aTableThatFailsHarmsNoTransaction(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, application(bench, "home"));
        bench.ddl("alter table selfhealing_quarantine add constraint closed check (state <> 'taken') not valid");
        connection.setAutoCommit(false);

        assertThat(write(connection, INSERT, 2L, "sender-2", "cheerful-2")).isEqualTo(1);
        assertThat(write(connection, INSERT, 3L, "sender-3", "cheerful-3")).isEqualTo(1);
        connection.commit();

        assertThat(bench.rows(ROWS.replace(", mood", ""))).containsExactly("1|sender-1", "2|sender-2", "3|sender-3");
        assertThat(bench.quarantine()).hasSize(2);
    }

    /** A write that fails leaves nothing behind, although its transaction goes on. */
    @DatabaseTest({POSTGRESQL, H2})
    void aWriteThatFailsKeepsNothing(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, application(bench, "home"));
        connection.setAutoCommit(false);
        Savepoint savepoint = connection.setSavepoint();
        Bench.failureOf(() -> write(connection, INSERT, 1L, "sender-2", "cheerful-2"));
        connection.rollback(savepoint);
        write(connection, INSERT, 5L, "sender-5", "cheerful-5");
        connection.commit();

        assertThat(bench.rows(STATES)).containsExactly("landed");
    }
}
