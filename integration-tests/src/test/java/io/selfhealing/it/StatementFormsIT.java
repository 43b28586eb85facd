package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class StatementFormsIT {
    @DatabaseTest
    void literalStatementsAreHealed(Bench bench) throws Exception {
        Connection connection = withRename(bench);

        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(
                            "INSERT INTO messages (id, sender, content) VALUES (2, 'sender-2', 'content-2')"))
                    .isEqualTo(1);
            assertThat(statement.execute(
                            "INSERT INTO messages (id, sender, content) VALUES (3, 'sender-3', 'content-3')"))
                    .isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.executeUpdate("update messages set sender = 'sender-two' where sender = 'sender-2'"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("delete from messages where sender = 'sender-3'"))
                    .isEqualTo(1);
        }

        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .containsExactly("1|sender-1|content-1", "2|sender-two|content-2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void everyRowOfAnInsertOfSeveralIsHealed(Bench bench) throws Exception {
        Connection connection = withRename(bench);

        assertThat(write(
                        connection,
                        "insert into messages (id, sender, content) values (?, ?, ?), (3, 'sender-3', ?), (?, ?, ?)",
                        2L,
                        "sender-2",
                        "content-2",
                        "content-3",
                        4L,
                        "sender-4",
                        "content-4"))
                .isEqualTo(3);

        assertThat(bench.rows("select id, zorp, content from messages where id > 1 order by id"))
                .containsExactly("2|sender-2|content-2", "3|sender-3|content-3", "4|sender-4|content-4");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void insertThatReturnsAnotherColumnIsHealed(Bench bench) throws Exception {
        Connection connection = withRename(bench);

        try (PreparedStatement insert = connection.prepareStatement(Messages.INSERT + " returning id, content")) {
            try (ResultSet returned = bind(insert, 2L, "sender-2", "content-2").executeQuery()) {
                assertThat(returned.next()).isTrue();
                assertThat(returned.getLong("id")).isEqualTo(2);
                assertThat(returned.getString("content")).isEqualTo("content-2");
            }
        }

        assertThat(bench.rows("select zorp from messages where id = 2")).containsExactly("sender-2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void upsertByOnConflictIsHealed(Bench bench) throws Exception {
        Connection connection = withRename(bench);
        String upsert = Messages.INSERT
                + " on conflict (id) do update set sender = excluded.sender, content = messages.content || '+'";

        assertThat(write(connection, upsert, 1L, "sender-one", "content-x")).isEqualTo(1);
        assertThat(write(connection, upsert, 2L, "sender-2", "content-2")).isEqualTo(1);
        assertThat(write(connection, Messages.INSERT + " on conflict do nothing", 2L, "sender-x", "content-x"))
                .isZero();

        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .containsExactly("1|sender-one|content-1+", "2|sender-2|content-2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void upsertByTheRenamedColumnIsHealed(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100) unique, content varchar(200),"
                + " priority integer)");
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        assertThat(write(
                        connection,
                        Messages.INSERT + " on conflict (sender) do update set content = excluded.content",
                        2L,
                        "sender-1",
                        "content-one"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, zorp, content from messages")).containsExactly("1|sender-1|content-one");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.H2)
    void mergeByKeyIsHealed(Bench bench) throws Exception {
        Connection connection = withRename(bench);
        String merge = "merge into messages (id, sender, content) key (id) values (?, ?, ?)";

        assertThat(write(connection, merge, 1L, "sender-one", "content-one")).isEqualTo(1);
        assertThat(write(connection, merge, 2L, "sender-2", "content-2")).isEqualTo(1);

        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .containsExactly("1|sender-one|content-one", "2|sender-2|content-2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void quotedNamesAreTakenLiterally(Bench bench) throws Exception {
        String table = bench.sql().quoted("Sent Messages");
        String id = bench.sql().quoted("Id");
        String sender = bench.sql().quoted("Sender");
        String content = bench.sql().quoted("Content");
        // Where quotes do not make the case of a column's name count there can be no second one.
        String other = bench.engine().speaksMySql() ? "receiver" : "sender";
        bench.ddl("create table " + table + " (" + id + " bigint primary key, " + sender + " varchar(100)," + other
                + " varchar(100), " + content + " varchar(100))");
        String insert = "insert into " + table + " (" + id + ", " + sender + ", " + other + ", " + content
                + ") values (?, ?, ?, ?)";
        Connection connection = bench.application().connect();
        write(connection, insert, 1L, "Sender-1", "sender-1", "content-1");
        bench.awaitSnapshot("Sent Messages");
        String zorp = bench.sql().quoted("The Zorp");
        bench.rename(table, sender, zorp);

        assertThat(write(connection, insert, 2L, "Sender-2", "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows(
                        "select " + zorp + ", " + other + ", " + content + " from " + table + " where " + id + " = 2"))
                .containsExactly("Sender-2|sender-2|content-2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void unquotedNamesAreFoldedAsTheDatabaseFoldsThem(Bench bench) throws Exception {
        Connection connection = withRename(bench);
        // Where files bear the names of tables their case counts.
        boolean counts = bench.engine().speaksMySql();
        String table = counts ? "messages" : "Messages";

        assertThat(write(
                        connection,
                        "INSERT INTO " + table + " (ID, Sender, cONTENT) VALUES (?, ?, ?)",
                        2L,
                        "sender-2",
                        "content-2"))
                .isEqualTo(1);
        assertThat(write(
                        connection,
                        "UPDATE " + (counts ? table : "MESSAGES") + " SET SENDER = ? WHERE SENDER = ?",
                        "sender-two",
                        "sender-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp, content from messages where id = 2"))
                .containsExactly("sender-two|content-2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void wordsInStringsAndCommentsStayAsTheyAre(Bench bench) throws Exception {
        Connection connection = withRename(bench);

        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("insert /* sender */ into messages (id, sender, content) -- sender\n"
                            + " values (2, 'sender', 'the sender''s sender')"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate(
                            "update messages set content = 'sender = ?', sender = 'sender' where sender = 'sender'"))
                    .isEqualTo(1);
        }

        assertThat(bench.rows("select zorp, content from messages where id = 2"))
                .containsExactly("sender|sender = ?");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void columnsOfOtherTablesStayAsTheyAre(Bench bench) throws Exception {
        bench.ddl("create table people (id bigint primary key, sender varchar(100))");
        Connection connection = withRename(bench);
        write(connection, "insert into people (id, sender) values (?, ?)", 1L, "person-1");

        assertThat(write(
                        connection,
                        "update messages set sender = (select p.sender from people p where p.id = ?) where id = ?",
                        1L,
                        1L))
                .isEqualTo(1);
        assertThat(write(connection, "update people set sender = ? where sender = ?", "person-one", "person-1"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp from messages")).containsExactly("person-1");
        assertThat(bench.rows("select sender from people")).containsExactly("person-one");
        assertThat(bench.events("healed"))
                .isNotEmpty()
                .allMatch(event -> event.table().contains("messages"));
    }

    @DatabaseTest
    void aliasOfTheTableIsUnderstood(Bench bench) throws Exception {
        Connection connection = withRename(bench);

        assertThat(write(
                        connection,
                        "update messages m set sender = ? where m.sender = ? and m.id = ?",
                        "sender-one",
                        "sender-1",
                        1L))
                .isEqualTo(1);
        // MariaDB has had an alias there since 11.6.
        String alias = bench.engine() == Engine.MARIADB ? "messages" : "m";
        String target = bench.engine() == Engine.MARIADB ? "messages" : "messages m";
        assertThat(write(connection, "delete from " + target + " where " + alias + ".sender = ?", "nobody-here"))
                .isZero();

        assertThat(bench.rows("select zorp from messages")).containsExactly("sender-one");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void healIsRecordedWithBothTextsAndWithoutAnyLiteral(Bench bench) throws Exception {
        Connection connection = withRename(bench);

        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into messages (id, sender, content) values (770077, 'sender-2', 'content-2')");
        }

        Event healed = bench.events("healed").get(0);
        assertThat(healed.originalSql()).contains("sender").doesNotContain("770077", "sender-2", "content-2");
        assertThat(healed.healedSql()).containsIgnoringCase("zorp").doesNotContain("770077", "sender-2", "content-2");
        assertThat(healed.json().path("time").asText()).isNotEmpty();
        assertThat(healed.json().path("database").asText()).isNotEmpty();
        assertThat(healed.json().path("thread").asText()).isEqualTo("main");
        assertThat(healed.json().path("duration_us").isNumber()).isTrue();
    }

    private static Connection withRename(Bench bench) throws SQLException, IOException, InterruptedException {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        return connection;
    }
}
