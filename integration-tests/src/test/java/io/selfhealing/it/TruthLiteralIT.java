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

        assertThat(bench.rows("select id, version, deleted, enabled from tenants order by id"))
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
}
