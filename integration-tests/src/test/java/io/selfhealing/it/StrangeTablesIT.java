package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Relations that are no plain tables, or have columns that nobody may write. */
class StrangeTablesIT {
    private static final int MOST_COLUMNS = 1_600;

    /** As many as PostgreSQL allows, so that a write has nearly as many parameters. */
    @DatabaseTest(Engine.POSTGRESQL)
    void tableOfAsManyColumnsAsThereMayBeIsHealed(Bench bench) throws Exception {
        List<String> columns =
                IntStream.range(1, MOST_COLUMNS).mapToObj(i -> "c" + i).toList();
        bench.ddl("create table wide (id bigint primary key, " + String.join(" integer, ", columns) + " integer)");
        String insert = "insert into wide (id, " + String.join(", ", columns) + ") values (?"
                + columns.stream().map(column -> ", ?").collect(Collectors.joining()) + ")";
        Connection connection = bench.application().connect();
        write(connection, insert, numbered(1));
        bench.awaitSnapshot("wide");
        for (String column : List.of("c1", "c800", "c1599")) {
            bench.rename("wide", column, column + "_is_another_now");
        }

        assertThat(write(connection, insert, numbered(2))).isEqualTo(1);
        assertThat(write(connection, "update wide set c800 = ? where c1599 = ? and id = ?", -1, 1_599, 2L))
                .isEqualTo(1);

        assertThat(bench.rows("select c1_is_another_now, c2, c800_is_another_now, c801, c1599_is_another_now"
                        + " from wide order by id"))
                .containsExactly("1|2|800|801|1599", "1|2|-1|801|1599");
        assertThat(bench.firstHeal().mapping()).hasSize(3);
    }

    @DatabaseTest
    void columnThatTheDatabaseComputesOrNumbersIsNoPlaceForAValue(Bench bench) throws Exception {
        bench.ddl(
                "create table computed (id bigint primary key, content varchar(100), role varchar(100) generated always as ("
                        + (bench.engine() == Engine.POSTGRESQL ? "content) stored)" : "content))"),
                bench.engine().speaksMySql()
                        ? "create table numbered (id bigint primary key, content varchar(100), quantity varchar(10)"
                                + " generated always as (content))"
                        : "create table numbered (id bigint primary key, content varchar(100),"
                                + " quantity integer generated always as identity)");
        Connection connection = bench.application().connect();

        attempt(() -> write(
                connection,
                "insert into computed (id, sender, content) values (?, ?, ?)",
                1L,
                "sender-1",
                "content-1"));
        attempt(() ->
                write(connection, "insert into numbered (id, qty, content) values (?, ?, ?)", 1L, 77, "content-1"));
        Thrown update = Bench.failureOf(() -> write(connection, "update numbered set qty = qty + 1, content = 'x'"));
        Thrown condition =
                Bench.failureOf(() -> write(connection, "update computed set sender = 'x' where content = ?", "y"));

        assertThat(update.sqlState()).isIn("42703", "42S22");
        assertThat(condition.sqlState()).isIn("42703", "42S22");
        assertThat(bench.rows("select content, role from computed")).isSubsetOf("content-1|content-1");
        assertThat(bench.rows("select quantity from numbered")).doesNotContain("77");
        assertThat(bench.events("healed")).isEmpty();
        assertThat(bench.events("left_out").size() + bench.events("refused").size())
                .isGreaterThanOrEqualTo(3);
    }

    /** The key that the database numbers is one by which rows are found. */
    @DatabaseTest(Engine.POSTGRESQL)
    void renamedKeyThatTheDatabaseNumbersIsFollowedWhereItIsRead(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint generated always as identity primary key, content varchar(200))");
        Connection connection = bench.application().connect();
        write(connection, "insert into messages (content) values (?)", "content-1");
        write(connection, "update messages set content = ? where id = ?", "content-one", 1L);
        bench.awaitSnapshot("messages");
        bench.rename("messages", "id", "number");

        assertThat(write(connection, "update messages set content = ? where id = ?", "content-two", 1L))
                .isEqualTo(1);
        assertThat(write(
                        connection,
                        "insert into messages (id, content) overriding system value values (?, ?)",
                        9L,
                        "content-9"))
                .isEqualTo(1);
        Thrown refused = Bench.failureOf(
                () -> write(connection, "insert into messages (id, content) values (?, ?)", 10L, "content-10"));

        assertThat(refused.sqlState()).isIn("428C9", "42703");
        assertThat(bench.rows("select number, content from messages order by number"))
                .containsExactly("1|content-two", "9|content-9");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void viewsAreLeftToTheDatabase(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl("create view letters as select id, sender, content from messages");
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        String insert = "insert into letters (id, sender, content) values (?, ?, ?)";
        boolean updatable = bench.engine() != Engine.H2;
        if (updatable) {
            assertThat(write(connection, insert, 2L, "sender-2", "content-2")).isEqualTo(1);
        }
        bench.ddl("drop view letters", "create view letters as select id, sender as role, content from messages");

        Thrown thrown = Bench.failureOf(() -> write(connection, insert, 3L, "sender-3", "content-3"));

        assertThat(thrown.sqlState()).startsWith("42");
        assertThat(bench.rows("select id from messages")).doesNotContain("3");
        assertThat(bench.events("healed")).isEmpty();
        assertThat(bench.quarantine()).isEmpty();
        assertThat(bench.events("refused"))
                .as("why nothing was done is on record")
                .isNotEmpty();
    }

    /** What stands behind the view has changed its name, and the trigger knows that. */
    @DatabaseTest(Engine.POSTGRESQL)
    void viewWithATriggerInsteadTakesWhatItEverTook(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl(
                "create view letters as select id, sender, content from messages",
                letters("sender"),
                "create trigger letters instead of insert on letters for each row execute function letters()");
        Connection connection = bench.application().connect();
        String insert = "insert into letters (id, sender, content) values (?, ?, ?)";
        assertThat(write(connection, insert, 1L, "sender-1", "content-1")).isEqualTo(1);
        bench.rename("messages", "sender", "zorp");

        Thrown thrown = Bench.failureOf(() -> write(connection, insert, 2L, "sender-2", "content-2"));
        bench.ddl(letters("zorp"));
        assertThat(write(connection, insert, 3L, "sender-3", "content-3")).isEqualTo(1);

        assertThat(thrown.sqlState()).as("what the trigger met").isEqualTo("42703");
        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .containsExactly("1|sender-1|content-1", "3|sender-3|content-3");
        assertThat(bench.events("refused")).as("the trigger's failure").isNotEmpty();
        assertThat(bench.events("healed")).isEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void partitionsAreHealedThroughTheirParentAndByThemselves(Bench bench) throws Exception {
        bench.ddl(
                "create table messages (id bigint primary key, sender varchar(100), content varchar(200),"
                        + " priority integer) partition by range (id)",
                "create table messages_low partition of messages for values from (0) to (100)",
                // Attached later, with its columns in another order and under other numbers.
                "create table messages_high (content varchar(200), gone integer, priority integer,"
                        + " sender varchar(100), id bigint primary key)",
                "alter table messages_high drop column gone",
                "alter table messages attach partition messages_high for values from (100) to (200)");
        assertBothHealed(bench, "messages_high");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void childrenOfATableAreHealedThroughItAndByThemselves(Bench bench) throws Exception {
        bench.ddl(
                "create table messages (id bigint primary key, sender varchar(100), content varchar(200),"
                        + " priority integer)",
                "create table letters (id bigint primary key, stamp integer) inherits (messages)");
        assertBothHealed(bench, "letters");
    }

    /** In the parent the column goes on under another name; the write names the child. */
    private static void assertBothHealed(Bench bench, String child) throws Exception {
        Connection connection = bench.application().connect();
        String insert = "insert into " + child + " (id, sender, content) values (?, ?, ?)";
        Messages.seen(bench, connection);
        write(connection, insert, 101L, "sender-101", "content-101");
        bench.awaitSnapshot(child);
        bench.rename("messages", "sender", "zorp");

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        assertThat(write(connection, insert, 102L, "sender-102", "content-102")).isEqualTo(1);
        assertThat(write(connection, "update messages set sender = ? where id > ?", "sender-x", 100L))
                .isEqualTo(2);

        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .containsExactly(
                        "1|sender-1|content-1",
                        "2|sender-2|content-2",
                        "101|sender-x|content-101",
                        "102|sender-x|content-102");
        assertThat(bench.rows("select count(*) from " + child)).containsExactly("2");
        assertThat(bench.events("healed")).hasSizeGreaterThanOrEqualTo(3);
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void triggerThatRewritesValuesGetsWhatTheApplicationBound(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl(
                shouting("sender"),
                "create trigger shouting before insert or update on messages for each row execute function shouting()");
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        Thrown thrown = Bench.failureOf(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"));
        assertThat(bench.rows("select id from messages")).containsExactly("1");
        bench.ddl(shouting("zorp"));
        assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                .isEqualTo(1);

        assertThat(thrown.sqlState()).isEqualTo("42703");
        assertThat(bench.rows("select id, zorp from messages order by id")).containsExactly("1|SENDER-1", "3|SENDER-3");
        assertThat(bench.events("healed")).isNotEmpty();
        assertThat(bench.quarantine()).isEmpty();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL})
    void temporaryTableInFrontOfAnotherIsTheSessionsOwn(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create temporary table messages (id bigint primary key, sender varchar(100), content varchar(200))");
            assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                    .isEqualTo(1);
            assertThat(write(application.connect(), Messages.INSERT, 3L, "sender-3", "content-3"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("update messages set content = 'temporary' where sender = 'sender-2'"))
                    .isEqualTo(1);
            statement.execute("drop table messages");
        }
        attempt(() -> write(connection, Messages.INSERT, 4L, "sender-4", "content-4"));

        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .contains("1|sender-1|content-1", "3|sender-3|content-3")
                .isSubsetOf("1|sender-1|content-1", "3|sender-3|content-3", "4|sender-4|content-4");
        assertThat(bench.quarantine()).isEmpty();
        assertThat(bench.events("healed")).isNotEmpty();
    }

    /** The temporary table comes from code that the agent does not read, and lacks what the other table has. */
    @DatabaseTest(Engine.POSTGRESQL)
    void temporaryTableThatAProcedureMadeIsLeftAlone(Bench bench) throws Exception {
        bench.ddl(
                "create table messages (id bigint primary key, role varchar(100), content varchar(200))",
                "create function hide() returns void language sql as"
                        + " 'create temp table messages (id bigint primary key, sender varchar(100), content varchar(200))'");
        Connection connection = bench.application().connect();
        assertThat(write(connection, "insert into messages (id, role) values (?, ?)", 1L, "role-1"))
                .isEqualTo(1);

        try (PreparedStatement hide = connection.prepareStatement("select hide()")) {
            hide.execute();
        }
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, role from messages")).containsExactly("1|role-1");
        assertThat(bench.quarantine()).isEmpty();
        assertThat(bench.events("healed")).isEmpty();
    }

    @DatabaseTest(Engine.H2)
    @Untouched
    void synonymIsLeftToTheDatabase(Bench bench) throws Exception {
        bench.ddl(
                "create table messages (id bigint primary key, role varchar(100), content varchar(200))",
                "create synonym letters for messages");

        List<String> transcript = bench.assertUntouched(connection -> {
            write(connection, "insert into letters (id, role) values (?, ?)", 1L, "role-1");
            attempt(() -> write(
                    connection, "insert into letters (id, sender, content) values (?, ?, ?)", 2L, "sender-2", "x"));
        });

        assertThat(transcript).anyMatch(line -> line.contains("sqlState=42S22"));
        assertThat(bench.rows("select id, role from messages")).containsExactly("1|role-1");
    }

    private static Object[] numbered(long id) {
        Object[] values = new Object[MOST_COLUMNS];
        values[0] = id;
        for (int i = 1; i < MOST_COLUMNS; i++) {
            values[i] = i;
        }
        return values;
    }

    private static String letters(String column) {
        return "create or replace function letters() returns trigger language plpgsql as $$ begin insert into messages (id, "
                + column + ", content) values (new.id, new.sender, new.content); return new; end $$";
    }

    private static String shouting(String column) {
        return "create or replace function shouting() returns trigger language plpgsql as $$ begin new." + column
                + " := upper(new." + column + "); return new; end $$";
    }
}
