package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import app.SentText;
import app.Thrown;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** What a value's conversion must not bring with it. */
class TypesBesideIT {
    @DatabaseTest(Engine.POSTGRESQL)
    void aConvertedValueIsNotSentWithTheTypesOfAnOldPlan(Bench bench) throws Exception {
        bench.ddl(
                "create type mood as enum ('open', 'closed')", "create table doors (id bigint primary key, mood mood)");
        Connection connection = bench.application().connect();
        PreparedStatement old = connection.prepareStatement("insert into doors (id, mood) values (?, ?)");
        for (long id = 1; id <= 12; id++) {
            shut(old, id);
        }
        bench.awaitSnapshot("doors");
        Thread.sleep(1_500); // Its rows are looked at once in a second.
        bench.ddl(
                "alter type mood rename to mood_old",
                "create type mood as enum ('Open', 'Closed')",
                "alter table doors alter mood type mood using initcap(mood::text)::mood");
        Bench.awaitNotice();

        assertThat(shut(old, 13)).isEqualTo(1);
        connection.setAutoCommit(false);
        assertThat(shut(old, 14)).isEqualTo(1);
        connection.commit();

        assertThat(bench.rows("select distinct mood from doors where id > 12")).containsExactly("Closed");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    private static int shut(PreparedStatement statement, long id) throws SQLException {
        statement.setLong(1, id);
        statement.setObject(2, "closed", Types.OTHER);
        return statement.executeUpdate();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void aValueOfAWrongTypeIsTheDatabasesErrorWhereOnlyChangedTypesAreToBeFollowed(Bench bench) throws Exception {
        bench.ddl("create table doors (id bigint primary key, wide integer, high text)");
        Connection connection =
                bench.launch().set("selfhealing.conversions", "changed").start().connect();
        write(connection, "insert into doors (id, high) values (?, ?)", 1L, "7");
        bench.awaitSnapshot("doors");

        Thrown thrown =
                Bench.failureOf(() -> write(connection, "insert into doors (id, wide) values (?, ?)", 2L, "42"));
        assertThat(thrown.sqlState()).isEqualTo("42804");
        try (PreparedStatement insert = connection.prepareStatement("insert into doors (id, wide) values (?, ?)")) {
            insert.setLong(1, 3);
            insert.setNull(2, Types.VARCHAR);
            assertThat(Bench.failureOf(insert::executeUpdate).sqlState()).isEqualTo("42804");
        }
        bench.ddl("alter table doors alter high type integer using high::integer");
        assertThat(write(connection, "insert into doors (id, high) values (?, ?)", 4L, "9"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, wide, high from doors order by id")).containsExactly("1|null|7", "4|null|9");
        assertThat(bench.events("refused"))
                .anyMatch(event -> event.json().path("reason").asText().contains("selfhealing.conversions"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void theDriversOwnRefusalStaysWhereItsColumnIsLeftOut(Bench bench) throws Exception {
        bench.ddl("create table doors (id bigint primary key, note text, high text)");
        Connection connection = bench.application().connect();
        write(connection, "insert into doors (id, note, high) values (?, ?, ?)", 1L, "note-1", "7");
        bench.awaitSnapshot("doors");
        bench.ddl("alter table doors drop column note");
        Bench.awaitNotice();

        try (PreparedStatement insert =
                connection.prepareStatement("insert into doors (id, note, high) values (?, ?, ?)")) {
            insert.setLong(1, 2);
            insert.setString(3, "8");
            Thrown thrown = Bench.failureOf(() -> {
                insert.setClob(2, new SentText("a note"), 6L);
                insert.executeUpdate();
            });
            assertThat(thrown.sqlState()).isIn("0A000", "42703");
        }

        assertThat(bench.rows("select id from doors")).containsExactly("1");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void theFirstCountSince1970IsNotLostAndNeedsNoZoneWhereTheColumnHasOne(Bench bench) throws Exception {
        bench.ddl(
                "create table visits (id bigint primary key, at timestamptz, seen timestamp)",
                "insert into visits select g, timestamptz '2026-01-02 03:04:05+00' + g * interval '1 day',"
                        + " timestamp '2026-01-02 03:04:05' from generate_series(1, 12) g");
        Connection connection = bench.application().connect();

        assertThat(write(connection, "insert into visits (id, at) values (?, ?)", 20L, 1_767_400_123_000L))
                .isEqualTo(1);
        assertThat(Bench.failureOf(() -> write(
                                connection, "insert into visits (id, seen) values (?, ?)", 21L, 1_767_400_123_000L))
                        .sqlState())
                .isEqualTo("42804");

        assertThat(bench.rows("select extract(epoch from at)::bigint from visits where id >= 20"))
                .containsExactly("1767400123");
        assertThat(bench.events("refused"))
                .anyMatch(event -> event.json().path("reason").asText().contains("selfhealing.zone"));
    }
}
