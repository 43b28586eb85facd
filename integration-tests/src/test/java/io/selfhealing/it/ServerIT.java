package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.DbServer;
import org.junit.jupiter.api.parallel.Isolated;

/** The ground that the other tests stand on, and so not while they run. */
@Isolated
@Untouched
class ServerIT {
    /** H2 writes what was committed up to half a second later. */
    private static final long H2_WRITE_DELAY_MILLIS = 1_000;

    @DatabaseTest
    void committedRowsOutliveAKillOfTheServer(Bench bench) throws Exception {
        DbServer server = bench.server();
        bench.ddl("create table notes (id bigint primary key)", "insert into notes values (7)");
        Thread.sleep(H2_WRITE_DELAY_MILLIS);
        String address = server.url(bench.database());

        server.kill();
        server.restart();

        assertThat(bench.rows("select id from notes")).containsExactly("7");
        assertThat(server.url(bench.database())).isEqualTo(address);
    }

    @DatabaseTest
    void databasesOfTwoTestsDoNotMix(Bench bench) throws Exception {
        bench.ddl("create table notes (id bigint primary key)");
        String other = bench.database() + "_other";
        bench.server().create(other);
        bench.server().execute(other, "create table notes (text varchar(10))");

        assertThat(bench.rows("select count(id) from notes")).containsExactly("0");
    }
}
