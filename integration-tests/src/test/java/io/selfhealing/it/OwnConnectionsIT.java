package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The agent's own connections never cost the application one of its own, and a look at the catalog is not made for each text. */
class OwnConnectionsIT {
    private static final int USERS = 60;
    private static final int LITERALS = 150;

    @DatabaseTest(Engine.POSTGRESQL)
    void applicationOfManyUsersConnectsAsWithoutTheAgent(Bench bench) throws Exception {
        Messages.create(bench);
        List<String> roles = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Application application = bench.application();
        for (int i = 0; i < USERS; i++) {
            String role = "one_" + i + "_of_" + bench.database();
            roles.add("create role " + role + " login password 'pw'");
            roles.add("grant insert, select on messages to " + role);
        }
        bench.server().administer(bench.database(), roles.toArray(String[]::new));
        limit(bench, 20);

        for (int i = 0; i < USERS; i++) {
            try (Connection connection = application.connectAs("one_" + i + "_of_" + bench.database(), "pw")) {
                write(connection, Messages.INSERT, (long) i, "sender-" + i, "content-" + i);
            } catch (SQLException e) {
                refused.add(i + ": " + e.getMessage());
            }
        }

        limit(bench, -1);
        assertThat(refused).isEmpty();
        assertThat(bench.rows("select count(*) from messages")).containsExactly(String.valueOf(USERS));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void connectionIsGivenUpWhereTheServerHasNoneLeftForTheApplication(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection first = application.connect();
        Messages.seen(bench, first);
        limit(bench, 3);

        Connection second = application.connect();
        Connection third = application.connect();

        assertThat(write(third, Messages.INSERT, 2L, "sender-2", "content-2")).isEqualTo(1);
        assertThat(write(second, Messages.INSERT, 3L, "sender-3", "content-3")).isEqualTo(1);
        limit(bench, -1);
        assertThat(bench.rows("select count(*) from messages")).containsExactly("3");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void connectionLeavesSomeTimeAfterTheLastOneOfTheApplication(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        connection.close();

        long deadline = System.nanoTime() + 20_000_000_000L;
        while (bench.server().sessions(bench.database()) > 0 && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }
        assertThat(bench.server().sessions(bench.database())).isZero();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void catalogIsAskedOnceForAllTextsThatAChangeOfTheirTableConcerns(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        long before = transactions(bench);
        long begun = System.nanoTime();

        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < LITERALS; i++) {
                statement.execute("insert into messages (id, sender, content) values (" + (100 + i) + ", 's" + i
                        + "', 'content-x')");
            }
            long seconds = (System.nanoTime() - begun) / 1_000_000_000 + 1;
            Thread.sleep(1_200); // PostgreSQL counts what is committed with a delay of a second.
            statement.execute("select 1");

            assertThat(bench.rows("select count(*) from messages where zorp like 's%' and id >= 100"))
                    .containsExactly(String.valueOf(LITERALS));
            // Each write and the question on its own connection, and the looks that are made ten times a second.
            assertThat(transactions(bench) - before).isLessThan(2L * LITERALS + 5 * seconds + 50);
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void firstWriteAfterARestartOntoDriftIsHealedInItsTransaction(Bench bench) throws Exception {
        Messages.create(bench);
        Application before = bench.application();
        Messages.seen(bench, before.connect());
        before.end();
        bench.rename("messages", "sender", "zorp");

        Connection connection = bench.application().connect();
        connection.setAutoCommit(false);
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        connection.commit();

        assertThat(bench.rows("select id, zorp from messages order by id")).containsExactly("1|sender-1", "2|sender-2");
    }

    private static long transactions(Bench bench) throws SQLException {
        return Long.parseLong(bench.rows("select xact_commit from pg_stat_database where datname = current_database()")
                .get(0));
    }

    private static void limit(Bench bench, int connections) throws SQLException {
        bench.server()
                .administer(
                        bench.database(), "alter database " + bench.database() + " connection limit " + connections);
    }
}
