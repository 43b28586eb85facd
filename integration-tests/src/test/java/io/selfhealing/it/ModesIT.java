package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Probe;
import io.selfhealing.it.harness.Untouched;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

class ModesIT {
    private static final String DRIFTED =
            "create table messages (id bigint primary key, role varchar(100), content varchar(200))";

    @DatabaseTest
    void observeChangesNothingAndRecordsWhatItWouldHaveDone(Bench bench) throws Exception {
        bench.ddl(DRIFTED);

        List<String> transcript =
                bench.assertUntouched(bench.launch().set("selfhealing.mode", "observe"), ModesIT::driftedWork);

        assertThat(transcript).anyMatch(line -> line.contains("sqlState=42"));
        assertThat(bench.rows("select id from messages")).isEmpty();
        assertThat(bench.events("observed"))
                .anyMatch(event -> event.mapping().equals(Map.of("sender", "role"))
                        && event.evidence().contains("pattern"));
        assertThat(bench.quarantine()).isEmpty();
    }

    @DatabaseTest
    void aWriteThatIsOnlyObservedIsOneEvent(Bench bench) throws Exception {
        Messages.create(bench);
        Application application =
                bench.launch().set("selfhealing.mode", "observe").start();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        PreparedStatement kept = connection.prepareStatement(Messages.INSERT);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        for (long id = 2; id <= 4; id++) {
            long row = id;
            assertThat(Bench.failureOf(() ->
                                    bind(kept, row, "sender-x", "content-x").executeUpdate())
                            .sqlState())
                    .startsWith("42");
            assertThat(Bench.failureOf(() -> write(connection, Messages.INSERT, row, "sender-x", "content-x"))
                            .sqlState())
                    .startsWith("42");
        }
        assertThat(Command.run(0, List.of("status", bench.home().toString())))
                .containsPattern("HEALED +LEFT OUT +OBSERVED +REFUSED")
                .containsPattern("observe +\\S+ +0 +0 +[1-6] +\\d +0");

        // On a busy machine the first may fail before the table could be read again: then it is refused, and not
        // observed.
        assertThat(counted(bench, "observed")).isPositive();
        assertThat(counted(bench, "observed") + counted(bench, "refused")).isEqualTo(6);
    }

    private static long counted(Bench bench, String kind) throws Exception {
        return bench.events(kind).stream()
                .mapToLong(event -> event.json().path("count").asLong(1))
                .sum();
    }

    @DatabaseTest
    @Untouched
    void offTransformsNoClassAndLeavesNoTrace(Bench bench) throws Exception {
        bench.ddl(DRIFTED);
        Application application = bench.launch()
                .set("selfhealing.mode", "off")
                .withAgent(Probe.jar(bench.directory()))
                .start();

        bench.assertUntouched(application, it -> driftedWork(it.connect()));

        assertThat(application.transformedClasses()).isEmpty();
        assertThat(bench.home()).doesNotExist();
        assertThat(application.stderr()).doesNotContain("healed");
    }

    /** Without this, the test above could pass because the probe is blind. */
    @DatabaseTest
    void healTransformsTheClassesOfTheDriverAlone(Bench bench) throws Exception {
        Messages.create(bench);
        Application application =
                bench.launch().withAgent(Probe.jar(bench.directory())).start();
        write(application.pool(2).getConnection(), Messages.INSERT, 1L, "sender-1", "content-1");

        assertThat(application.transformedClasses())
                .isNotEmpty()
                .allMatch(name -> name.startsWith("org.postgresql.")
                        || name.startsWith("org.h2.")
                        || name.startsWith("org.mariadb.jdbc.")
                        || name.startsWith("com.mysql.cj.jdbc.")
                        || name.startsWith("org.hsqldb.jdbc.")
                        || name.startsWith("org.apache.derby.")
                        || name.startsWith("org.sqlite."));
    }

    @DatabaseTest
    void handlerThatThrowsOnEveryCallChangesNothing(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();

        bench.assertUntouched(application, it -> {
            it.breakAgent();
            healthyWork(it.connect());
        });

        application.end();
        assertThat(application.swallowed()).isPositive();
    }

    @DatabaseTest
    void handlerThatThrowsOnEveryCallLetsDriftShowAsWithoutTheAgent(Bench bench) throws Exception {
        bench.ddl(DRIFTED);
        Application application = bench.application();

        bench.assertUntouched(application, it -> {
            it.breakAgent();
            driftedWork(it.connect());
        });

        application.end();
        assertThat(application.swallowed()).isPositive();
    }

    @DatabaseTest
    void handlerThatBreaksAmidTheWorkChangesNothing(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();

        bench.assertUntouched(application, it -> {
            Connection connection = it.connect();
            PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
            bind(insert, 10L, "sender-10", "content-10").executeUpdate();
            insert.setLong(1, 11);
            it.breakAgent();
            insert.executeUpdate();
            bind(insert, 12L, "sender-12", "content-12").addBatch();
            insert.executeBatch();
            healthyWork(connection);
        });

        application.end();
        assertThat(application.swallowed()).isPositive();
    }

    private static void driftedWork(Connection connection) throws SQLException {
        attempt(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1"));
        attempt(() -> text(connection, "update messages set sender = 'sender-2' where id = 1"));
        attempt(() -> {
            PreparedStatement batch = connection.prepareStatement(Messages.INSERT);
            bind(batch, 2L, "sender-2", "content-2").addBatch();
            bind(batch, 3L, "sender-3", "content-3").addBatch();
            batch.executeBatch();
        });
    }

    private static void healthyWork(Connection connection) throws SQLException {
        write(connection, Messages.INSERT, 1L, "sender-1", "content-1");
        attempt(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1"));
        PreparedStatement batch = connection.prepareStatement(Messages.INSERT);
        bind(batch, 2L, "sender-2", "content-2").addBatch();
        bind(batch, 3L, "sender-3", "content-3").addBatch();
        batch.executeBatch();
        text(connection, "update messages set content = 'content-x' where sender = 'sender-2'");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, content from messages order by id")) {
            while (rows.next()) {
                rows.getString(2);
            }
        }
        connection.setAutoCommit(false);
        write(connection, "delete from messages where id = ?", 3L);
        connection.rollback();
        connection.close();
    }

    private static void text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
