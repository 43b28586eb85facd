package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A table that was set aside is not written to; one whose new name somebody uses is, whatever made that known. */
class TableUseIT {
    private static final Duration NOTICE = Duration.ofSeconds(20);

    private static final List<String> SET_ASIDE = List.of(
            "messages_tobedropped",
            "messages_do_not_use",
            "messages_x",
            "messages_parked_by_alice",
            "zz_messages",
            "messages7",
            "messages_20260131",
            "my_messages_copy",
            "Messages_Gone");

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void nothingIsWrittenToATableThatWasSetAsideUnderAnyName(Bench bench) throws Exception {
        for (String name : SET_ASIDE) {
            Connection connection = seen(bench);
            bench.ddl("alter table messages rename to " + quoted(bench, name));

            assertThat(failure(connection, 2L)).as(name).isEqualTo(missing(bench));
            Bench.awaitNotice();
            assertThat(failure(connection, 3L)).as(name).isEqualTo(missing(bench));
            assertThat(bench.rows("select id from " + quoted(bench, name))).containsExactly("1");
            bench.ddl("drop table " + quoted(bench, name));
        }
        assertThat(bench.events("healed")).isEmpty();
        assertThat(bench.events("refused").toString())
                .contains("set aside as", "selfhealing.aliases=messages=")
                .contains("nobody was seen to insert a row");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void norToOneInASchemaThatNoPathNames(Bench bench) throws Exception {
        for (String schema : List.of("trashcan", "attic", "quarantine", "basement", "s2")) {
            Connection connection = seen(bench);
            bench.ddl("create schema " + schema, "alter table messages set schema " + schema);

            assertThat(failure(connection, 2L)).as(schema).isEqualTo("42P01");
            Bench.awaitNotice();
            assertThat(failure(connection, 3L)).as(schema).isEqualTo("42P01");
            assertThat(bench.rows("select id from " + schema + ".messages")).containsExactly("1");
            bench.ddl("drop table " + schema + ".messages");
        }
        assertThat(bench.events("healed")).isEmpty();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void aNameUnderWhichSomebodyInsertsRowsIsFollowed(Bench bench) throws Exception {
        Connection connection = seen(bench);
        bench.ddl("alter table messages rename to messages_v2");
        assertThat(failure(connection, 2L)).isEqualTo(missing(bench));

        Bench.awaitNotice();
        for (int id = 100; id < 104; id++) {
            bench.ddl("insert into messages_v2 (id, sender, content) values (" + id + ", 'the', 'new version')");
            Thread.sleep(500);
        }
        awaitLanded(connection, 3L);

        assertThat(bench.rows("select id from messages_v2 where id < 10 order by id"))
                .containsExactly("1", "3");
        assertThat(bench.firstHeal().toString()).contains("messages_v2");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void whatADatabaseChangesOfItselfOrAnOperatorTidiesUpIsNoUse(Bench bench) throws Exception {
        bench.ddl(
                "create table senders (name varchar(100) primary key)",
                "insert into senders values ('sender-1'), ('x')");
        Connection connection = seen(bench);
        bench.ddl(
                "alter table messages add foreign key (sender) references senders on update cascade on delete set null",
                "insert into messages (id, sender) values (50, 'x')",
                "alter table messages rename to messages_gone");
        assertThat(failure(connection, 2L)).isEqualTo("42P01");

        bench.ddl(
                "update senders set name = 'y' where name = 'x'",
                "delete from senders where name = 'sender-1'",
                "update messages_gone set content = null",
                "delete from messages_gone where id = 50",
                "insert into messages_gone (id) values (7)");
        Bench.awaitNotice();
        assertThat(failure(connection, 3L)).isEqualTo("42P01");
        assertThat(bench.events("healed")).isEmpty();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void aNameThatTheApplicationsOwnQueriesUseIsFollowed(Bench bench) throws Exception {
        Connection connection = seen(bench);
        bench.ddl("alter table messages rename to messages_v2");
        assertThat(failure(connection, 2L)).isEqualTo(missing(bench));
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 'from messages_v2' as messages_v2 /* from messages_v2 */");
        }
        Bench.awaitNotice();
        assertThat(failure(connection, 3L)).as("a string is no use").isEqualTo(missing(bench));

        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select count(*) from messages_v2 m where m.id > 0");
        }
        Bench.awaitNotice();
        awaitLanded(connection, 4L);
        assertThat(bench.rows("select id from messages_v2 order by id")).containsExactly("1", "4");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void aNameThatTheApplicationItselfWritesToIsFollowed(Bench bench) throws Exception {
        Connection connection = seen(bench);
        bench.ddl("alter table messages rename to messages_v2");
        write(connection, "update messages_v2 set content = ? where id = ?", "by the new part", 1L);

        Bench.awaitNotice();
        awaitLanded(connection, 2L);
        assertThat(bench.rows("select id from messages_v2 order by id")).containsExactly("1", "2");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void aNameThatIsDeclaredIsFollowedAtOnce(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.launch()
                .set("selfhealing.aliases", "messages=messages_old")
                .start()
                .connect();
        Messages.seen(bench, connection);
        bench.ddl("alter table messages rename to messages_old");

        awaitLanded(connection, 2L);
        assertThat(bench.rows("select id from messages_old order by id")).containsExactly("1", "2");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void aRenameThatPassedThroughTheApplicationIsEnoughForANameThatDoesNotSaySo(Bench bench) throws Exception {
        Connection connection = seen(bench);
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table messages rename to messages_v2");
        }
        awaitLanded(connection, 2L);

        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table messages_v2 rename to messages");
            statement.execute("alter table messages rename to messages_old");
        }
        Bench.awaitNotice();
        assertThat(failure(connection, 3L)).isEqualTo("42P01");
        assertThat(bench.rows("select id from messages_old order by id")).containsExactly("1", "2");
    }

    private static Connection seen(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        return connection;
    }

    /** As an application that tries again, until the agent has noticed. */
    private static void awaitLanded(Connection connection, long id) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + NOTICE.toNanos();
        while (true) {
            try {
                write(connection, Messages.INSERT, id, "sender-" + id, "content-" + id);
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    private static String failure(Connection connection, long id) throws SQLException {
        return String.valueOf(
                Bench.failureOf(() -> write(connection, Messages.INSERT, id, "sender-" + id, "content-" + id))
                        .sqlState());
    }

    private static String missing(Bench bench) {
        return bench.engine() == Engine.POSTGRESQL ? "42P01" : "42S02";
    }

    private static String quoted(Bench bench, String name) {
        return bench.engine() == Engine.POSTGRESQL ? '"' + name + '"' : '`' + name + '`';
    }
}
