package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;

/** Where the account may read the numbers that InnoDB gives its tables, they tell where a table is. */
class TableNumberIT {
    /** The agent looks every half second. */
    private static final long LOOKED_AT = 2_500;

    private interface Check {
        void run() throws Exception;
    }

    private static void told(Bench bench, Check check) throws Exception {
        bench.ddl("grant process on *.* to app");
        try {
            check.run();
        } finally {
            bench.ddl("revoke process on *.* from app");
        }
    }

    private static Connection seen(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        return connection;
    }

    /** No row tells, and other tables came and went at the same time. */
    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void anEmptyTableIsFollowedByItsNumber(Bench bench) throws Exception {
        told(bench, () -> {
            Connection connection = seen(bench);
            bench.ddl(
                    "delete from messages",
                    "create table decoy like messages",
                    "create table beside (id bigint primary key)",
                    "alter table messages rename to notes");

            assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                    .isEqualTo(1);

            assertThat(bench.rows("select id, sender, content from notes")).containsExactly("2|sender-2|content-2");
            assertThat(bench.rows("select count(*) from decoy")).containsExactly("0");
            assertThat(bench.firstHeal().evidence()).containsExactly("identity");
        });
    }

    /** The table that is gone is the younger one; the one that had the name before lives on under another. */
    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void aTableThatHadTheNameBeforeIsNotTheOneThatIsGone(Bench bench) throws Exception {
        told(bench, () -> {
            Connection connection = seen(bench);
            bench.ddl("create table next like messages", "rename table messages to notes, next to messages");
            Thread.sleep(LOOKED_AT);
            assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                    .isEqualTo(1);
            bench.ddl("drop table messages");

            Thrown thrown = Bench.failureOf(() -> write(connection, Messages.INSERT, 3L, "sender-3", "content-3"));

            assertThat(thrown.sqlState()).isEqualTo("42S02");
            assertThat(bench.rows("select id from notes")).containsExactly("1");
        });
    }

    /** The next write comes before the agent has looked again. */
    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void aTableThatTookTheNewNameJustNowIsNotTheOneThatIsFollowed(Bench bench) throws Exception {
        told(bench, () -> {
            Connection connection = seen(bench);
            bench.ddl("alter table messages rename to notes");
            assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                    .isEqualTo(1);
            Thread.sleep(LOOKED_AT);
            assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                    .isEqualTo(1);
            bench.ddl("alter table notes rename to letters", "create table notes like letters");

            Thrown thrown = Bench.failureOf(() -> write(connection, Messages.INSERT, 4L, "sender-4", "content-4"));

            assertThat(thrown.sqlState()).isEqualTo("42S02");
            assertThat(bench.rows("select count(*) from notes")).containsExactly("0");
            assertThat(bench.rows("select count(*) from letters")).containsExactly("3");
        });
    }

    /** Both make the table younger than what was seen. */
    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void aTableThatGotAnIndexOrWasBuiltAnewIsFollowedOn(Bench bench) throws Exception {
        told(bench, () -> {
            Connection connection = seen(bench);
            bench.ddl("alter table messages rename to notes");
            assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                    .isEqualTo(1);
            Thread.sleep(2 * LOOKED_AT);

            bench.ddl("create index by_sender on notes (sender)");
            Thread.sleep(LOOKED_AT);
            assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                    .isEqualTo(1);

            Thread.sleep(2 * LOOKED_AT);
            bench.ddl("alter table notes force");
            Thread.sleep(LOOKED_AT);
            assertThat(write(connection, Messages.INSERT, 4L, "sender-4", "content-4"))
                    .isEqualTo(1);
            assertThat(bench.rows("select count(*) from notes")).containsExactly("4");
        });
    }

    /** A table that is built anew gets another number, which is no sign that it is another table. */
    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void aTableThatIsBuiltAnewIsStillTheSame(Bench bench) throws Exception {
        told(bench, () -> {
            Connection connection = seen(bench);
            bench.ddl("alter table messages force", "alter table messages rename column sender to author");

            assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                    .isEqualTo(1);

            assertThat(bench.rows("select id, author from messages order by id"))
                    .containsExactly("1|sender-1", "2|sender-2");
            assertThat(bench.events("healed")).isNotEmpty();
        });
    }
}
