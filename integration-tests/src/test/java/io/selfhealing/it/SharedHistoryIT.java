package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.harness.RemoteSqlException;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Agents with homes of their own that leave in the database what they saw of its tables. */
class SharedHistoryIT {
    private static final long LEFT_WITHIN_MILLIS = 30_000;

    /** An application that was there before the one of the bench's own home. */
    private static Application older(Bench bench, String home) throws IOException {
        return bench.launch()
                .set("selfhealing.home", bench.directory().resolve(home).toString())
                .set("selfhealing.tables", "create")
                .start();
    }

    private static Launch fresh(Bench bench) {
        return bench.launch().set("selfhealing.columns.critical", "messages.sender");
    }

    private static void awaitLeft(Bench bench) throws Exception {
        awaitLeft(bench, "messages");
    }

    private static void awaitLeft(Bench bench, String table) throws Exception {
        long deadline = System.nanoTime() + LEFT_WITHIN_MILLIS * 1_000_000;
        String left = "select 1 from selfhealing_history where table_name = '" + table + "'";
        while (tables(bench).isEmpty() || bench.rows(left).isEmpty()) {
            assertThat(System.nanoTime()).as("history is left").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** On a machine that is slow the agent may not have seen the table when the first write fails. */
    private static void firstWrite(Connection connection) throws Exception {
        long deadline = System.nanoTime() + LEFT_WITHIN_MILLIS * 1_000_000;
        while (true) {
            try {
                assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                        .isEqualTo(1);
                return;
            } catch (RemoteSqlException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private static List<String> tables(Bench bench) throws SQLException {
        return bench.rows("select tablename from pg_tables where tablename like 'selfhealing%'");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void replicaProvesARenameThatHappenedBeforeItWasBorn(Bench bench) throws Exception {
        Messages.create(bench);
        write(older(bench, "first").connect(), Messages.INSERT, 1L, "sender-1", "content-1");
        awaitLeft(bench);
        bench.rename("messages", "sender", "zorp");

        Connection connection = fresh(bench).start().connect();
        firstWrite(connection);
        connection.setAutoCommit(false);
        assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                .isEqualTo(1);
        connection.commit();

        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .containsExactly("1|sender-1|content-1", "2|sender-2|content-2", "3|sender-3|content-3");
        assertThat(bench.rows("select shape from selfhealing_history"))
                .noneMatch(shape -> shape.contains("sender-1") || shape.contains("content-1"));
        Event healed = bench.firstHeal();
        assertThat(healed.mapping()).isEqualTo(Map.of("sender", "zorp"));
        assertThat(healed.evidence()).containsExactly("identity");
        assertThat(healed.confidence()).isEqualTo(1);
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void replicaProvesTheRenameOfATableThatHappenedBeforeItWasBorn(Bench bench) throws Exception {
        Messages.create(bench);
        write(older(bench, "first").connect(), Messages.INSERT, 1L, "sender-1", "content-1");
        awaitLeft(bench);
        bench.ddl("alter table messages rename to letters", "alter table letters rename column sender to zorp");

        firstWrite(fresh(bench).start().connect());

        assertThat(bench.rows("select id, zorp from letters order by id")).containsExactly("1|sender-1", "2|sender-2");
        assertThat(bench.firstHeal().mapping()).containsEntry("sender", "zorp");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void withoutWhatOthersLeftItIsRefused(Bench bench) throws Exception {
        Messages.create(bench);
        write(older(bench, "first").connect(), Messages.INSERT, 1L, "sender-1", "content-1");
        awaitLeft(bench);
        bench.rename("messages", "sender", "zorp");

        Connection connection =
                fresh(bench).set("selfhealing.tables", "off").start().connect();

        assertThat(Bench.failureOf(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                        .sqlState())
                .isEqualTo("42703");
        assertThat(bench.rows("select id from messages")).containsExactly("1");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void applicationsThatStartAtOnceBothLeaveWhatTheySaw(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl("create table notes (id bigint primary key, body text)");
        Application first = older(bench, "first");
        Application second = older(bench, "second");
        Connection one = first.connect();
        Connection other = second.connect();

        write(one, Messages.INSERT, 1L, "sender-1", "content-1");
        write(other, "insert into notes (id, body) values (?, ?)", 1L, "body-one");
        write(other, Messages.INSERT, 2L, "sender-2", "content-2");
        write(one, "insert into notes (id, body) values (?, ?)", 2L, "body-two");
        awaitLeft(bench, "messages");
        awaitLeft(bench, "notes");
        Bench.awaitNotice();

        assertThat(bench.rows("select table_name, count(*) from selfhealing_history group by 1 order by 1"))
                .containsExactly("messages|1", "notes|1");
        assertThat(first.stderr() + second.stderr()).doesNotContain("selfhealing_history");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void roleThatMayNotMakeATableWorksAsBefore(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.launch()
                .set("selfhealing.tables", "create")
                .set("selfhealing.tables.schema", "nowhere")
                .start();
        Connection connection = application.connect();
        for (int i = 0; i < 5; i++) {
            Messages.write(connection, "update messages set sender = ? where id = ?", "sender-0", 0L);
            bench.awaitSnapshot("messages");
        }
        bench.rename("messages", "sender", "zorp");

        firstWrite(connection);

        assertThat(tables(bench)).isEmpty();
        assertThat(bench.firstHeal().evidence()).containsExactly("identity");
        assertThat(application.stderr()).containsOnlyOnce("selfhealing_history");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void garbageInTheTableIsSkipped(Bench bench) throws Exception {
        Messages.create(bench);
        write(older(bench, "first").connect(), Messages.INSERT, 1L, "sender-1", "content-1");
        awaitLeft(bench);
        bench.rename("messages", "sender", "zorp");
        bench.ddl(
                "insert into selfhealing_history select table_id, 'x', table_schema, table_name, 'infinity', repeat('[', 9999)"
                        + " from selfhealing_history",
                "insert into selfhealing_history select table_id, 'y', table_schema, table_name, seen_at,"
                        + " replace(shape, 'TABLE', 'VIEW') from selfhealing_history where shape_id <> 'x'",
                "insert into selfhealing_history select 'z', shape_id, table_schema, table_name, seen_at, 'null'"
                        + " from selfhealing_history where shape_id <> 'x'");

        Application application = fresh(bench).start();
        firstWrite(application.connect());

        assertThat(bench.firstHeal().evidence()).containsExactly("identity");
        assertThat(application.stderr()).contains("selfhealing_history about public.messages is not used");
    }

    @DatabaseTest({Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void nothingIsSharedWhereNoCatalogCouldProveIt(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection =
                bench.launch().set("selfhealing.tables", "create").start().connect();

        Messages.seen(bench, connection);
        Bench.awaitNotice();

        assertThat(bench.rows("select table_name from information_schema.tables"
                        + " where lower(table_name) like 'selfhealing%'"))
                .isEmpty();
    }
}
