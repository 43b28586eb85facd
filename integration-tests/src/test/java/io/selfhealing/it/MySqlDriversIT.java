package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** What the drivers of MySQL and MariaDB can be told to do in another way. */
class MySqlDriversIT {
    private static final int BATCH = 60;

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void statementsOfTheServerAreHealed(Bench bench) throws Exception {
        usedOnIsHealed(bench, "useServerPrepStmts=true");
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void statementsInTheDriversCacheAreHealed(Bench bench) throws Exception {
        usedOnIsHealed(bench, "useServerPrepStmts=true&cachePrepStmts=true&prepStmtCacheSize=50");
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void parsedTextsInTheDriversCacheAreHealed(Bench bench) throws Exception {
        usedOnIsHealed(bench, "useServerPrepStmts=false&cachePrepStmts=true");
    }

    private static void usedOnIsHealed(Bench bench, String parameters) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connectWith(parameters);
        PreparedStatement before = connection.prepareStatement(Messages.INSERT);
        for (long id = 1; id <= 3; id++) {
            bind(before, id, "sender-" + id, "content-" + id).executeUpdate();
            write(connection, Messages.INSERT, id + 10, "sender-" + (id + 10), "content-" + (id + 10));
        }
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");

        for (long id = 4; id <= 6; id++) {
            assertThat(bind(before, id, "sender-" + id, "content-" + id).executeUpdate())
                    .isEqualTo(1);
            assertThat(write(connection, Messages.INSERT, id + 10, "sender-" + (id + 10), "content-" + (id + 10)))
                    .isEqualTo(1);
        }

        assertThat(bench.rows("select count(*) from messages where zorp = "
                        + bench.sql().concat("'sender-'", "id") + " and content = "
                        + bench.sql().concat("'content-'", "id")))
                .containsExactly("12");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.MYSQL)
    void batchThatTheDriverRewritesStaysOneStatement(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connectWith("rewriteBatchedStatements=true");
        Messages.seen(bench, connection);
        PreparedStatement before = connection.prepareStatement(Messages.INSERT);
        bench.rename("messages", "sender", "zorp");
        batch(before, 100);
        long inserts = insertsOf(connection);

        batch(before, 200);
        try (PreparedStatement after = connection.prepareStatement(Messages.INSERT)) {
            batch(after, 300);
        }

        assertThat(insertsOf(connection) - inserts).isEqualTo(2);
        assertLanded(bench, 3 * BATCH);
    }

    @DatabaseTest(Engine.MARIADB)
    void batchesOfEveryModeAreHealed(Bench bench) throws Exception {
        Messages.create(bench);
        var application = bench.application();
        Connection plain = application.connect();
        Messages.seen(bench, plain);
        Connection bulk = application.connectWith("useBulkStmts=true&useServerPrepStmts=true");
        Connection single = application.connectWith("useBulkStmts=false&disablePipeline=true");
        PreparedStatement before = bulk.prepareStatement(Messages.INSERT);
        bench.rename("messages", "sender", "zorp");

        batch(before, 100);
        try (PreparedStatement after = bulk.prepareStatement(Messages.INSERT)) {
            batch(after, 200);
        }
        try (PreparedStatement after = single.prepareStatement(Messages.INSERT)) {
            batch(after, 300);
        }

        assertLanded(bench, 3 * BATCH);
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    @Untouched
    void severalStatementsInOneTextAreTheApplications(Bench bench) throws Exception {
        Messages.create(bench);
        bench.rename("messages", "sender", "zorp");
        Connection connection = bench.application().connectWith("allowMultiQueries=true");

        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into messages (id, zorp) values (1, 'a'); update messages set zorp = 'b'");
            assertThat(Bench.failureOf(
                                    () -> statement.execute(
                                            "insert into messages (id, zorp) values (2, 'a'); update messages set sender = 'c'"))
                            .errorCode())
                    .isEqualTo(1054);
        }
        assertThat(bench.rows("select id, zorp from messages order by id")).containsExactly("1|b", "2|a");
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void upsertIsHealedInBothPlaces(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        String upsert = Messages.INSERT + " on duplicate key update sender = values(sender), content = content";

        assertThat(write(connection, upsert, 1L, "sender-one", "content-one")).isEqualTo(2);
        assertThat(write(connection, upsert, 2L, "sender-2", "content-2")).isEqualTo(1);
        assertThat(write(connection, "replace into messages (id, sender) values (?, ?)", 2L, "sender-two"))
                .isEqualTo(2);
        assertThat(write(connection, "insert ignore into messages set id = ?, sender = ?", 3L, "sender-3"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .containsExactly("1|sender-one|content-1", "2|sender-two|null", "3|sender-3|null");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    private static void batch(PreparedStatement statement, long from) throws SQLException {
        for (long id = from; id < from + BATCH; id++) {
            bind(statement, id, "sender-" + id, "content-" + id).addBatch();
        }
        int[] counts = statement.executeBatch();
        assertThat(counts).hasSize(BATCH);
        assertThat(Arrays.stream(counts)).allMatch(count -> count == 1 || count == Statement.SUCCESS_NO_INFO);
    }

    private static long insertsOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show session status like 'Com_insert'")) {
            row.next();
            return row.getLong(2);
        }
    }

    private static void assertLanded(Bench bench, int rows) throws Exception {
        assertThat(bench.rows("select count(*) from messages where id >= 100 and zorp = "
                        + bench.sql().concat("'sender-'", "id") + " and content = "
                        + bench.sql().concat("'content-'", "id")))
                .isEqualTo(List.of(Integer.toString(rows)));
        assertThat(bench.events("healed")).isNotEmpty();
    }
}
