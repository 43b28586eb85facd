package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/** Names that were exchanged, that are nearly the same, that are words of the language, or that the database cuts. */
class StrangeNamesIT {
    private static final String THREE = "insert into places (id, a, b, c) values (?, ?, ?, ?)";

    /** The names are all there, and nobody but the application knows which of the two columns it means. */
    @DatabaseTest
    @Untouched
    void columnsThatExchangedTheirNamesAreWrittenAsTheStatementSays(Bench bench) throws Exception {
        Connection connection = threePlaces(bench);
        exchange(bench, "a", "b");
        Bench.awaitNotice();

        assertThat(write(connection, THREE, 2L, "a-two", "b-two", "c-two")).isEqualTo(1);
        exchange(bench, "b", "c");
        Bench.awaitNotice();
        assertThat(write(connection, THREE, 3L, "a-three", "b-three", "c-three"))
                .isEqualTo(1);

        assertThat(bench.rows("select a, b, c from places order by id"))
                .containsExactly("b-one|c-one|a-one", "a-two|c-two|b-two", "a-three|b-three|c-three");
        assertThat(bench.events("healed")).isEmpty();
    }

    /** While one name is missing the database keeps the values out that would land in the wrong columns. */
    @DatabaseTest
    void oneMissingNameBesideNamesThatMovedIsNotHealed(Bench bench) throws Exception {
        Connection connection = threePlaces(bench);
        exchange(bench, "a", "b");
        bench.rename("places", "c", "zorp");

        Thrown thrown = Bench.failureOf(() -> write(connection, THREE, 2L, "a-two", "b-two", "c-two"));

        assertThat(thrown.sqlState()).startsWith("42");
        assertThat(bench.rows("select id from places")).containsExactly("1");
        assertThat(bench.quarantine()).isEmpty();
        assertThat(bench.events("refused"))
                .isNotEmpty()
                .allMatch(event -> event.json().path("reason").asText().contains("another column"));
    }

    @DatabaseTest
    void namesThatMovedOnByOneAreNotHealed(Bench bench) throws Exception {
        Connection connection = threePlaces(bench);
        bench.rename("places", "c", "d");
        bench.rename("places", "b", "c");
        bench.rename("places", "a", "b");

        Thrown thrown = Bench.failureOf(() -> write(connection, THREE, 2L, "a-two", "b-two", "c-two"));

        assertThat(thrown.sqlState()).startsWith("42");
        assertThat(bench.rows("select id from places")).containsExactly("1");
        assertThat(bench.quarantine()).isEmpty();
        assertThat(bench.events("refused")).isNotEmpty();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void columnIsFollowedToANameThatDiffersInItsCaseAlone(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", bench.sql().quoted("SendeR"));

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        assertThat(write(connection, "update messages set content = ? where sender = ?", "content-two", "sender-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select " + bench.sql().quoted("SendeR") + ", content from messages order by id"))
                .containsExactly("sender-1|content-1", "sender-2|content-two");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    /** Each of the two is as good as the other. */
    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void neitherOfTwoNamesThatDifferInTheirCaseAloneIsChosen(Bench bench) throws Exception {
        String one = bench.sql().quoted("Sender");
        String other = bench.sql().quoted("sendeR");
        bench.ddl("create table messages (id bigint primary key, " + one + " varchar(100), " + other
                + " varchar(100), content varchar(200))");
        Connection connection = bench.application().connect();

        attempt(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1"));

        assertThat(bench.rows("select " + one + ", " + other + " from messages"))
                .isSubsetOf("null|null");
        assertThat(bench.events("healed")).isEmpty();
        assertThat(bench.events()).as("the loss is on record").isNotEmpty();
    }

    @DatabaseTest
    void wordsOfTheLanguageAreQuotedWhereTheyBecomeNames(Bench bench) throws Exception {
        String table = bench.sql().quoted("table");
        String select = bench.sql().quoted("select");
        String insert = "insert into " + table + " (id, sender, " + select + ", tail) values (?, ?, ?, ?)";
        bench.ddl("create table " + table + " (id bigint primary key, sender varchar(100), " + select
                + " varchar(200), tail integer)");
        Connection connection = bench.application().connect();
        write(connection, insert, 1L, "sender-1", "select-1", 1);
        bench.awaitSnapshot("table");
        bench.rename(table, "sender", bench.sql().quoted("order"));
        bench.rename(table, select, bench.sql().quoted("group"));

        assertThat(write(connection, insert, 2L, "sender-2", "select-2", 2)).isEqualTo(1);
        assertThat(write(connection, "update " + table + " set sender = ? where " + select + " = ?", "two", "select-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select " + bench.sql().quoted("order") + ", "
                        + bench.sql().quoted("group") + " from " + table + " order by id"))
                .containsExactly("sender-1|select-1", "two|select-2");
        assertThat(bench.firstHeal().mapping()).isEqualTo(Map.of("sender", "order", "select", "group"));
    }

    /** PostgreSQL keeps 63 bytes of a name, and cuts no letter in two. */
    @DatabaseTest(Engine.POSTGRESQL)
    void namesThatTheDatabaseCutsAreFollowedUnderEitherLength(Bench bench) throws Exception {
        String sender = "the_name_of_whoever_sent_this_message_to_whoever_will_be_reading_it_one_day";
        String content = "ü".repeat(40);
        String insert = "insert into messages (id, " + sender + ", " + content + ") values (?, ?, ?)";
        bench.ddl("create table messages (id bigint primary key, " + sender + " varchar(100), " + content
                + " varchar(200), priority integer)");
        Connection connection = bench.application().connect();
        assertThat(write(connection, insert, 1L, "sender-1", "content-1")).isEqualTo(1);
        bench.awaitSnapshot("messages");
        assertThat(write(connection, "update messages set " + content.substring(0, 31) + " = ?", "content-one"))
                .isEqualTo(1);
        String longer = "zorp_" + sender;
        bench.rename("messages", sender, longer);
        bench.rename("messages", content, "short");

        assertThat(write(connection, insert, 2L, "sender-2", "content-2")).isEqualTo(1);
        assertThat(write(
                        connection,
                        "update messages set " + sender.substring(0, 63) + " = ? where id = ?",
                        "sender-two",
                        2L))
                .isEqualTo(1);

        assertThat(bench.rows("select " + longer + ", short from messages order by id"))
                .containsExactly("sender-1|content-one", "sender-two|content-2");
        assertThat(bench.firstHeal().mapping()).containsOnlyKeys(sender.substring(0, 63), "ü".repeat(31));
        assertThat(bench.quarantine()).isEmpty();
    }

    /** Two names that begin with the same 63 bytes are one to the database. */
    @DatabaseTest(Engine.POSTGRESQL)
    @Untouched
    void namesThatDifferBehindTheCutAreTheDatabasesToJudge(Bench bench) throws Exception {
        String name = "n".repeat(70);
        bench.ddl("create table messages (id bigint primary key, " + name + " varchar(100))");

        List<String> transcript = bench.assertUntouched(connection -> {
            write(connection, "insert into messages (id, " + name + "x) values (?, ?)", 1L, "first-1");
            attempt(() -> write(
                    connection,
                    "insert into messages (id, " + name + "x, " + name + "y) values (?, ?, ?)",
                    2L,
                    "first-2",
                    "second-2"));
        });

        assertThat(transcript).anyMatch(line -> line.contains("sqlState=42701"));
        assertThat(bench.rows("select " + name + " from messages")).containsExactly("first-1");
    }

    /** A Cyrillic е, an accent beside its letter instead of on it, a sign for kelvin, a space without width. */
    @DatabaseTest
    void namesThatOnlyLookAlikeAreNotTakenForEachOther(Bench bench) throws Exception {
        List<List<String>> pairs = List.of(
                List.of("sender", "s\u0435nder"),
                List.of("cafe", "cafe\u0301"),
                List.of("caf\u00e9", "cafe\u0301"),
                List.of("token", "to\u212aen"),
                List.of("subject", "sub\u200bject"),
                List.of("name", "n\u00adame"));
        for (int i = 0; i < pairs.size(); i++) {
            bench.ddl("create table pair" + i + " (id bigint primary key, "
                    + bench.sql().quoted(pairs.get(i).get(1)) + " varchar(100), content varchar(100), tail integer)");
        }
        Connection connection = bench.application().connect();

        for (int i = 0; i < pairs.size(); i++) {
            String insert = "insert into pair" + i + " (id, "
                    + bench.sql().quoted(pairs.get(i).get(0)) + ", content) values (?, ?, ?)";
            attempt(() -> write(connection, insert, 1L, "value-1", "content-1"));
        }

        for (int i = 0; i < pairs.size(); i++) {
            assertThat(bench.rows("select " + bench.sql().quoted(pairs.get(i).get(1)) + " from pair" + i))
                    .as(pairs.get(i).toString())
                    .isSubsetOf("null");
        }
        assertThat(bench.events("healed")).isEmpty();
        assertThat(bench.events()).as("the losses are on record").isNotEmpty();
    }

    /** Where the database says that it is the same column, what it looks like does not matter. */
    @DatabaseTest(Engine.POSTGRESQL)
    void provedRenameIsFollowedToANameThatLooksTheSame(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "s\u0435nder");
        bench.ddl("alter table messages add column " + bench.sql().quoted("sender\u200b") + " varchar(100)");

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select s\u0435nder, " + bench.sql().quoted("sender\u200b") + " from messages"))
                .containsExactly("sender-1|null", "sender-2|null");
        assertThat(bench.firstHeal().evidence()).first().isEqualTo("identity");
    }

    private static Connection threePlaces(Bench bench) throws Exception {
        bench.ddl("create table places (id bigint primary key, a varchar(100), b varchar(100), c varchar(100),"
                + " tail integer)");
        Connection connection = bench.application().connect();
        write(connection, THREE, 1L, "a-one", "b-one", "c-one");
        bench.awaitSnapshot("places");
        return connection;
    }

    private static void exchange(Bench bench, String one, String other) throws Exception {
        bench.rename("places", one, "middle");
        bench.rename("places", other, one);
        bench.rename("places", "middle", other);
    }
}
