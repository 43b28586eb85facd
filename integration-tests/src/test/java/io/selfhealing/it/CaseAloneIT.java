package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;

/** Names that the agent never saw otherwise than in another case than the application writes them. */
class CaseAloneIT {
    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void theOneColumnThatDiffersInItsCaseAloneIsMeant(Bench bench) throws Exception {
        String column = bench.sql().quoted("userName");
        bench.ddl("create table people (id bigint primary key, " + column + " varchar(100), town varchar(100))");
        Connection connection = bench.application().connect();

        assertThat(write(connection, "insert into people (id, userName, town) values (?, ?, ?)", 1L, "ann-1", "rome-1"))
                .isEqualTo(1);
        assertThat(write(connection, "update people set userName = ? where id = ?", "ann-2", 1L))
                .isEqualTo(1);

        assertThat(bench.rows("select " + column + ", town from people")).containsExactly("ann-2|rome-1");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void neitherOfTwoColumnsThatDifferInTheirCaseAloneIsChosen(Bench bench) throws Exception {
        String one = bench.sql().quoted("userName");
        String other = bench.sql().quoted("UserName");
        bench.ddl("create table people (id bigint primary key, " + one + " varchar(100), " + other + " varchar(100))");
        Connection connection = bench.application().connect();

        assertThat(Bench.failureOf(
                                () -> write(connection, "insert into people (id, userName) values (?, ?)", 1L, "ann-1"))
                        .sqlState())
                .startsWith("42");

        assertThat(bench.rows("select count(*) from people")).containsExactly("0");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void neitherOfTwoTablesThatDifferInTheirCaseAloneIsChosen(Bench bench) throws Exception {
        bench.ddl(
                "create table \"People\" (id bigint primary key, town varchar(100))",
                "create table \"PEOPLE\" (id bigint primary key, town varchar(100))");
        Connection connection = bench.application().connect();

        assertThat(Bench.failureOf(() -> write(connection, "insert into people (id, town) values (?, ?)", 1L, "rome-1"))
                        .sqlState())
                .isEqualTo("42P01");

        assertThat(bench.rows("select count(*) from \"People\"")).containsExactly("0");
        assertThat(bench.rows("select count(*) from \"PEOPLE\"")).containsExactly("0");
    }
}
