package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** On PostgreSQL alone: nowhere else has a NULL a type that a column could refuse. */
class TypedNullIT {
    private static final Map<String, String> RETYPED = new LinkedHashMap<>();

    static {
        RETYPED.put("t_uuid", "uuid using v::uuid");
        RETYPED.put("t_enum", "color using v::color");
        RETYPED.put("t_json", "jsonb using v::jsonb");
        RETYPED.put("t_int", "integer using v::integer");
        RETYPED.put("t_bool", "boolean using v::boolean");
        RETYPED.put("t_time", "timestamptz using v::timestamptz");
        RETYPED.put("t_list", "text[] using v::text[]");
    }

    private static void create(Bench bench) throws SQLException {
        bench.ddl("create type color as enum ('red', 'blue')");
        for (String table : RETYPED.keySet()) {
            bench.ddl("create table " + table + " (id bigint primary key, v varchar(60), w varchar(60))");
        }
    }

    private static void retype(Bench bench) throws SQLException {
        for (Map.Entry<String, String> table : RETYPED.entrySet()) {
            bench.ddl("alter table " + table.getKey() + " alter v type " + table.getValue());
        }
    }

    private interface Binding {
        void nothing(PreparedStatement statement, int index) throws SQLException;
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void aNullIsANullWhateverTypeItWasBoundWith(Bench bench) throws Exception {
        create(bench);
        Connection connection = bench.application().connect();
        retype(bench);
        List<Binding> bindings = List.of(
                (statement, index) -> statement.setNull(index, Types.VARCHAR),
                (statement, index) -> statement.setString(index, null),
                (statement, index) -> statement.setObject(index, null, Types.VARCHAR),
                (statement, index) -> statement.setObject(index, null),
                (statement, index) -> statement.setNull(index, Types.NULL));

        for (String table : RETYPED.keySet()) {
            long id = 0;
            for (Binding binding : bindings) {
                try (PreparedStatement insert =
                        connection.prepareStatement("insert into " + table + " (id, v) values (?, ?)")) {
                    insert.setLong(1, ++id);
                    binding.nothing(insert, 2);
                    assertThat(insert.executeUpdate()).isEqualTo(1);
                }
                try (PreparedStatement update =
                        connection.prepareStatement("update " + table + " set v = ? where id = ?")) {
                    binding.nothing(update, 1);
                    update.setLong(2, id);
                    assertThat(update.executeUpdate()).isEqualTo(1);
                }
            }
            assertThat(bench.rows("select count(*), count(v) from " + table)).containsExactly("5|0");
        }
        assertThat(bench.events("healed")).anyMatch(event -> event.evidence().contains("conversion"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void nullsOfATransactionOfABatchAndBesideARename(Bench bench) throws Exception {
        bench.ddl("create table flags (id bigint primary key, done boolean, sender varchar(20), note varchar(20))");
        String insert = "insert into flags (id, done, sender) values (?, ?, ?)";
        Connection connection = bench.application().connect();
        PreparedStatement preparedBefore = connection.prepareStatement(insert);
        bind(preparedBefore, 1L, true, "a").executeUpdate();
        bench.awaitSnapshot("flags");
        bench.ddl(
                "alter table flags alter column done type smallint using done::int",
                "alter table flags rename column sender to zorp",
                "alter table flags alter column zorp type uuid using null");
        Bench.awaitNotice();
        connection.setAutoCommit(false);

        preparedBefore.setLong(1, 2);
        preparedBefore.setNull(2, Types.BOOLEAN);
        preparedBefore.setString(3, null);
        assertThat(preparedBefore.executeUpdate()).isEqualTo(1);
        for (long id = 3; id < 6; id++) {
            preparedBefore.setLong(1, id);
            if (id == 4) {
                preparedBefore.setBoolean(2, true);
            } else {
                preparedBefore.setNull(2, Types.BIT);
            }
            preparedBefore.setNull(3, Types.VARCHAR);
            preparedBefore.addBatch();
        }
        assertThat(preparedBefore.executeBatch()).containsExactly(1, 1, 1);
        connection.commit();

        assertThat(bench.rows("select id, done, zorp from flags where id > 1 order by id"))
                .containsExactly("2|null|null", "3|null|null", "4|1|null", "5|null|null");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void aNullForARequiredColumnStaysTheDatabasesError(Bench bench) throws Exception {
        bench.ddl("create table flags (id bigint primary key, done boolean not null)");
        Connection connection = bench.application().connect();

        try (PreparedStatement insert = connection.prepareStatement("insert into flags (id, done) values (?, ?)")) {
            insert.setLong(1, 1);
            insert.setNull(2, Types.BOOLEAN);
            assertThat(Bench.failureOf(insert::executeUpdate).sqlState()).isEqualTo("23502");
        }

        assertThat(bench.rows("select * from flags")).isEmpty();
    }
}
