package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement that PostgreSQL has planned, and whose result is of another shape now: 0A000, in the midst of a transaction. */
class StalePlanIT {
    private static final String INSERT = "insert into applied (name, note) values (?, ?)";

    private static void write(PreparedStatement insert, int from, int to) throws SQLException {
        for (int n = from; n <= to; n++) {
            insert.setString(1, "m" + n);
            insert.setString(2, "x");
            assertThat(insert.executeUpdate()).isEqualTo(1);
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getLong("id")).isEqualTo(n);
            }
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void writeWithGeneratedKeysLandsInTheTransactionInWhichItsPlanBecameStale(Bench bench) throws Exception {
        bench.ddl("create table applied (id bigserial primary key, name varchar(50) not null, note varchar(50))");
        Connection connection = bench.application().connect();
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS);
        write(insert, 1, 8);
        connection.commit();
        bench.awaitSnapshot("applied");

        bench.ddl("alter table applied alter column name type varchar(75)", "alter table applied add column extra int");
        Bench.awaitNotice();
        write(insert, 9, 20);
        connection.commit();
        bench.ddl("alter table applied add column more int");
        Bench.awaitNotice();
        write(insert, 21, 30);
        connection.commit();

        assertThat(bench.rows("select count(*), count(distinct name), max(id) from applied"))
                .containsExactly("30|30|30");
    }
}
