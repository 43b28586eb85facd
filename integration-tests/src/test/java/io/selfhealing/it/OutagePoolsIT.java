package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.Pool;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.harness.Spooled;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.parallel.Isolated;

/** Pools over a database that is really killed, and comes back. */
@Isolated
class OutagePoolsIT {
    private static final String INSERT = "insert into messages (id, sender, content) values (?, ?, ?)";
    /** Longer than HikariCP trusts a connection without asking it. */
    private static final long UNTRUSTED_MILLIS = 700;
    /** Longer than the agent needs to notice that the database is back, and than its connections go on after that. */
    private static final long NOTICED_MILLIS = 3_600;

    private final List<Long> acknowledged = new ArrayList<>();

    private static Launch optedIn(Bench bench) {
        return bench.launch()
                .set("selfhealing.spool.tables", "messages")
                .set("selfhealing.tables", "create")
                .set("selfhealing.outage.failures", "1");
    }

    private DataSource seen(Bench bench, DataSource pool) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), content varchar(200))");
        insert(pool, 1);
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        return pool;
    }

    private void insert(DataSource pool, long id) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            assertThat(Messages.bind(statement, id, "sender-" + id, "content-" + id)
                            .executeUpdate())
                    .isEqualTo(1);
        }
        acknowledged.add(id);
    }

    private static Set<Long> onDisk(Bench bench) throws Exception {
        Set<Long> ids = new TreeSet<>();
        for (Spooled record : Spooled.in(bench)) {
            for (String write : record.writes()) {
                ids.add(Long.valueOf(write.split("\\|", -1)[1]));
            }
        }
        return ids;
    }

    private void kept(Bench bench, DataSource pool) throws Exception {
        Thread.sleep(UNTRUSTED_MILLIS);
        bench.server().kill();
        insert(pool, 10);
        insert(pool, 11);
        Thread.sleep(UNTRUSTED_MILLIS);
        insert(pool, 12);
        assertThat(onDisk(bench)).containsExactly(10L, 11L, 12L);

        bench.server().restart();
        Thread.sleep(NOTICED_MILLIS);
        insert(pool, 20);
        LedgerTable.awaitRows(bench, "select id from messages order by id", "1", "10", "11", "12", "20");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void hikariGoesOnThroughAnOutage(Bench bench) throws Exception {
        Application application = optedIn(bench).start();

        kept(bench, seen(bench, application.pool(2)));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void dbcpGoesOnThroughAnOutageWhereItIsToldThatConnectionsAreValid(Bench bench) throws Exception {
        Application application =
                optedIn(bench).set("selfhealing.outage.valid", "outage").start();

        kept(bench, seen(bench, application.pool(Pool.DBCP, "", 2)));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void whatABusyPoolAcknowledgedIsInTheDatabaseInTheEnd(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        DataSource pool = seen(bench, application.pool(1));
        long id = 100;
        int failures = 0;
        long start = System.nanoTime();
        long killed = 0;
        boolean restarted = false;

        while (seconds(start) < 8) {
            if (killed == 0 && seconds(start) >= 1) {
                bench.server().kill();
                killed = System.nanoTime();
            }
            if (killed != 0 && !restarted && seconds(killed) >= 2) {
                restarted = true;
                bench.server().restart();
            }
            try {
                insert(pool, id++);
            } catch (SQLException e) {
                failures++;
            }
        }

        String[] written = acknowledged.stream().sorted().map(String::valueOf).toArray(String[]::new);
        LedgerTable.awaitThere(bench, "select id from messages", written);
        assertThat(bench.rows("select id from messages")).doesNotHaveDuplicates();
        assertThat(bench.events()).extracting(Event::kind).contains("spooled");
        assertThat(failures).as("errors that the application saw").isLessThan(5);
    }

    private static long seconds(long start) {
        return (System.nanoTime() - start) / 1_000_000_000;
    }
}
