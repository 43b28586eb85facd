package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.sql.Types;

/** 0 and 1, true and false, written in the text or bound, where the column has become the other sort. */
class TruthLiteralIT {
    @DatabaseTest(Engine.POSTGRESQL)
    void numbersOfYesAndNoFitABooleanColumn(Bench bench) throws Exception {
        bench.ddl(
                "create table tenants (id bigint primary key, version integer, deleted integer not null, enabled integer)");
        Connection connection = bench.application().connect();
        write(connection, "insert into tenants (id, version, deleted, enabled) values (?, 1, 0, 1)", 1L);
        bench.awaitSnapshot("tenants");
        for (long id = 11; id <= 18; id++) {
            write(
                    connection,
                    "insert into tenants (id, version, deleted, enabled) values (?, 1, ?, ?)",
                    id,
                    id % 2,
                    id / 15);
        }
        Thread.sleep(1_500); // Its rows are looked at once in a second.
        bench.ddl(
                "alter table tenants alter column deleted type boolean using deleted <> 0",
                "alter table tenants alter column enabled type boolean using enabled <> 0");
        Bench.awaitNotice();

        connection.setAutoCommit(false);
        try (Statement plain = connection.createStatement()) {
            assertThat(plain.executeUpdate("insert into tenants (id, version, deleted, enabled) values (2, 1, 0, 1)"))
                    .isEqualTo(1);
        }
        assertThat(write(connection, "insert into tenants (id, version, deleted, enabled) values (?, 1, 0, ?)", 3L, 1))
                .isEqualTo(1);
        assertThat(write(connection, "update tenants set deleted = 1, version = version + ? where id = ?", 1, 2L))
                .isEqualTo(1);
        assertThat(write(connection, "update tenants set version = ? where id = ? and enabled = 1", 9, 3L))
                .isEqualTo(1);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into tenants (id, deleted, enabled) values (4, 1, ?)")) {
            insert.setNull(1, Types.INTEGER);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        connection.commit();
        connection.setAutoCommit(true);
        assertThat(Bench.failureOf(() -> write(connection, "update tenants set deleted = 2 where id = ?", 2L))
                        .sqlState())
                .isEqualTo("42804");

        assertThat(bench.rows("select id, version, deleted, enabled from tenants where id < 10 order by id"))
                .containsExactly("1|1|f|t", "2|2|t|t", "3|9|f|t", "4|null|t|null");
        assertThat(bench.events("healed")).anyMatch(event -> event.evidence().contains("conversion"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void wordsOfYesAndNoFitAnIntegerColumnInBothPlacesOfAnUpsert(Bench bench) throws Exception {
        bench.ddl("create table items (id bigint primary key, funded boolean)");
        Connection connection = bench.application().connect();
        write(connection, "insert into items (id, funded) values (?, true)", 1L);
        bench.awaitSnapshot("items");
        bench.ddl("alter table items alter column funded type smallint using funded::int");
        String upsert = "insert into items (id, funded) values (?, TRUE) on conflict (id) do update set funded = false";

        assertThat(write(connection, upsert, 1L)).isEqualTo(1);
        assertThat(write(connection, upsert, 2L)).isEqualTo(1);

        assertThat(bench.rows("select id, funded from items order by id")).containsExactly("1|0", "2|1");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    /** What the column said of a number is lost where it says yes or no now: 1 would stand for every other number as well. */
    @DatabaseTest(Engine.POSTGRESQL)
    void rowsAreNotChosenByAValueWhoseMeaningChangedWithItsType(Bench bench) throws Exception {
        bench.ddl("create table jobs (id integer primary key, retries integer, grade text)");
        Connection connection = bench.application().connect();
        for (int id = 1; id <= 12; id++) {
            write(connection, "insert into jobs (id, retries, grade) values (?, ?, ?)", id, id % 4, "" + id % 7);
        }
        bench.awaitSnapshot("jobs");
        Thread.sleep(1_500); // Its rows are looked at once in a second.
        bench.ddl(
                "alter table jobs alter column retries type boolean using retries > 0",
                "alter table jobs alter column grade type integer using 7 - grade::integer");
        Bench.awaitNotice();

        for (String condition : new String[] {"retries = ?", "retries = 1", "grade = ?"}) {
            boolean text = condition.startsWith("grade");
            Object[] values = condition.contains("?") ? new Object[] {text ? "1" : 1} : new Object[0];
            assertThat(Bench.failureOf(() -> write(connection, "delete from jobs where " + condition, values))
                            .sqlState())
                    .as(condition)
                    .isEqualTo("42883");
        }
        assertThat(Bench.failureOf(() -> write(connection, "insert into jobs (id, grade) values (?, ?)", 20, "1"))
                        .sqlState())
                .isEqualTo("42804");
        assertThat(bench.rows("select count(*) from jobs")).containsExactly("12");
    }
}
