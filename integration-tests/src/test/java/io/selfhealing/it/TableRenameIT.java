package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Tables that got another name, or another schema, while an application goes on writing to the old one. */
class TableRenameIT {
    @DatabaseTest
    void writesFollowARenamedTable(Bench bench) throws Exception {
        Connection connection = seen(bench);
        bench.ddl(rename(bench, "messages", "notes"));

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, sender, content from notes order by id"))
                .containsExactly("1|sender-1|content-1", "2|sender-2|content-2");
        Event healed = bench.firstHeal();
        assertThat(healed.table()).endsWith(".notes");
        assertThat(healed.mapping()).isEqualTo(Map.of(schema(bench) + ".messages", schema(bench) + ".notes"));
        String evidence = bench.engine() == Engine.POSTGRESQL
                ? "identity"
                : bench.engine().withinApplication() ? "witnessed" : "structural";
        assertThat(healed.evidence()).containsExactly(evidence);
        assertThat(healed.confidence()).isEqualTo(evidence.equals("structural") ? 0.9 : 1);
    }

    /** SQLite's driver closes a prepared statement at its first failure. */
    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL, Engine.HSQLDB, Engine.DERBY})
    void aStatementPreparedBeforeIsHealedAndUsedOn(Bench bench) throws Exception {
        Connection connection = seen(bench);
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        for (long id = 2; id <= 8; id++) {
            bind(insert, id, "sender-" + id, "content-" + id).executeUpdate();
        }
        bench.ddl(rename(bench, "messages", "notes"));

        for (long id = 9; id <= 12; id++) {
            assertThat(bind(insert, id, "sender-" + id, "content-" + id).executeUpdate())
                    .isEqualTo(1);
        }
        assertThat(insert.getUpdateCount()).isEqualTo(1);
        assertThat(bench.rows("select count(*) from notes")).containsExactly("12");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void aBatchFollows(Bench bench) throws Exception {
        Connection connection = seen(bench);
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        bind(insert, 2L, "sender-2", "content-2").addBatch();
        bench.ddl(rename(bench, "messages", "notes"));
        bind(insert, 3L, "sender-3", "content-3").addBatch();

        assertThat(insert.executeBatch()).hasSize(2);

        assertThat(bench.rows("select id from notes order by id")).containsExactly("1", "2", "3");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void plainTextsOfAllKindsFollow(Bench bench) throws Exception {
        Connection connection = seen(bench);
        bench.ddl(rename(bench, "messages", "notes"));

        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("insert into messages (id, sender, content) values (2, 'two', 'x')"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("update messages set content = 'y' where messages.id = 2"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("update messages as m set content = 'z' where m.id = 1"))
                    .isEqualTo(1);
            assertThat(bench.rows("select id, content from notes order by id")).containsExactly("1|z", "2|y");
            assertThat(statement.executeUpdate("delete from messages where messages.id = 1"))
                    .isEqualTo(1);
        }
        assertThat(bench.rows("select id, content from notes order by id")).containsExactly("2|y");
        assertThat(bench.events("healed")).hasSizeGreaterThanOrEqualTo(1);
    }

    /** Inside a transaction SQLite's catalog is not read. */
    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL, Engine.HSQLDB, Engine.DERBY})
    void insideATransactionTheWriteFollowsAndStaysTheApplications(Bench bench) throws Exception {
        bench.ddl("create table audit (id bigint primary key)");
        Connection connection = seen(bench);
        bench.ddl(rename(bench, "messages", "notes"));
        Bench.awaitNotice();
        connection.setAutoCommit(false);

        write(connection, "insert into audit (id) values (?)", 1L);
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        connection.rollback();
        assertThat(bench.rows("select id from notes")).containsExactly("1");
        write(connection, "insert into audit (id) values (?)", 2L);
        assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                .isEqualTo(1);
        connection.commit();

        assertThat(bench.rows("select id from notes order by id")).containsExactly("1", "3");
        assertThat(bench.rows("select id from audit")).containsExactly("2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void aTableRenamedWhileTheApplicationWasDownIsProved(Bench bench) throws Exception {
        Messages.create(bench);
        Application yesterday = bench.application();
        Messages.seen(bench, yesterday.connect());
        yesterday.end();
        bench.ddl("alter table messages rename to notes", "create table others (id bigint)");
        bench.rename("notes", "sender", "zorp");

        Connection today = bench.application().connect();
        assertThat(write(today, Messages.INSERT, 2L, "sender-2", "content-2")).isEqualTo(1);

        assertThat(bench.rows("select zorp, content from notes where id = 2")).containsExactly("sender-2|content-2");
        Event healed = bench.firstHeal();
        assertThat(healed.evidence()).containsOnly("identity");
        assertThat(healed.confidence()).isEqualTo(1);
        assertThat(healed.mapping()).containsEntry("sender", "zorp").containsEntry("public.messages", "public.notes");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void aTableAndItsColumnsAreFollowedFromNameToNameAndBack(Bench bench) throws Exception {
        Connection connection = seen(bench);
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        long id = 1;
        for (String change : List.of(
                "alter table messages rename to notes",
                "alter table notes rename column sender to author",
                "alter table notes rename to letters",
                "alter table letters rename column content to body",
                "alter table letters rename to messages")) {
            bench.ddl(change);
            assertThat(bind(insert, ++id, "sender-" + id, "content-" + id).executeUpdate())
                    .as(change)
                    .isEqualTo(1);
            Bench.awaitNotice();
            assertThat(write(connection, Messages.INSERT, ++id, "sender-" + id, "content-" + id))
                    .as(change)
                    .isEqualTo(1);
        }

        assertThat(bench.rows(
                        "select count(*) from messages where author = 'sender-' || id and body = 'content-' || id"))
                .containsExactly(String.valueOf(id));
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void aTableInAnotherSchemaIsNamedWithIt(Bench bench) throws Exception {
        Connection connection = seen(bench);
        bench.ddl("create schema mail", "alter table messages set schema mail");
        Bench.failureOf(() -> write(connection, Messages.INSERT, 0L, "sender-0", "content-0"));
        Bench.awaitNotice();
        bench.ddl("insert into mail.messages (id) values (10)"); // Somebody uses it there.
        Bench.awaitNotice();

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select id from mail.messages order by id")).containsExactly("1", "2", "10");
        assertThat(bench.firstHeal().healedSql()).startsWith("insert into mail.messages (");
    }

    @DatabaseTest
    void inTheMiddleOfASwapNothingGoesIntoTheOldTable(Bench bench) throws Exception {
        Connection connection = seen(bench);
        bench.ddl(rename(bench, "messages", "messages_old"));

        Bench.failureOf(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"));
        Messages.create(bench);
        Bench.awaitNotice();
        assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                .isEqualTo(1);

        assertThat(bench.rows("select id from messages_old")).containsExactly("1");
        assertThat(bench.rows("select id from messages")).containsExactly("3");
        assertThat(bench.events("healed")).isEmpty();
        assertThat(bench.events("refused").toString()).contains("set aside");
    }

    /** SQLite's driver closes a prepared statement at its first failure. */
    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL, Engine.HSQLDB, Engine.DERBY})
    void aNewTableOfTheNameTakesTheWritesBack(Bench bench) throws Exception {
        Connection connection = seen(bench);
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        bench.ddl(rename(bench, "messages", "notes"));
        assertThat(bind(insert, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);

        Messages.create(bench);
        Bench.awaitNotice();
        assertThat(bind(insert, 3L, "sender-3", "content-3").executeUpdate()).isEqualTo(1);
        assertThat(write(connection, Messages.INSERT, 4L, "sender-4", "content-4"))
                .isEqualTo(1);

        assertThat(bench.rows("select id from notes order by id")).containsExactly("1", "2");
        assertThat(bench.rows("select id from messages order by id")).containsExactly("3", "4");
        assertThat(bench.events("healed")).hasSize(1);
    }

    @DatabaseTest
    void aDroppedTableAndAnotherThatIsNotTheSameAreNoRename(Bench bench) throws Exception {
        Connection connection = seen(bench);
        bench.ddl(
                "drop table messages",
                "create table notes (id bigint primary key, content varchar(200), sender varchar(100), priority integer)");

        Bench.failureOf(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"));

        assertThat(bench.rows("select count(*) from notes")).containsExactly("0");
        assertThat(bench.events("refused")).isNotEmpty();
    }

    @DatabaseTest
    void aRenameThatPassedThroughTheApplicationIsWitnessed(Bench bench) throws Exception {
        Connection connection = seen(bench);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table elsewhere (id bigint)");
            statement.execute(rename(bench, "messages", "notes"));
        }

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select id from notes order by id")).containsExactly("1", "2");
        assertThat(bench.firstHeal().evidence()).contains("witnessed");
    }

    private static Connection seen(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        return connection;
    }

    private static String rename(Bench bench, String from, String to) {
        return bench.engine() == Engine.DERBY
                ? "rename table " + from + " to " + to
                : "alter table " + from + " rename to " + to;
    }

    private static String schema(Bench bench) {
        return switch (bench.engine()) {
            case MARIADB, MYSQL -> bench.database();
            case SQLITE -> "main";
            case DERBY -> "app";
            default -> "public";
        };
    }
}
