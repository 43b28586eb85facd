package io.selfhealing.it.docs;

import static io.selfhealing.it.docs.Setting.insert;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.parallel.Isolated;

/** What the pages show of commands while the database is away. */
@Isolated
class DocumentedOutageIT {
    private static final String INSERT = "insert into audit_log (id, what) values (?, ?)";
    private static final long LEDGER_MILLIS = 2_000;

    /** One write was refused for good after an outage; two wait in the next one. */
    @DatabaseTest(Engine.POSTGRESQL)
    void databaseThatIsAway(Bench bench) throws Exception {
        Scene scene = Setting.of(bench);
        Application application = bench.launch()
                .set("selfhealing.spool.tables", "audit_log")
                .set("selfhealing.tables", "create")
                .set("selfhealing.outage.failures", "1")
                .set("selfhealing.replay.attempts", "1")
                .start();
        scene.wording().say("4711", Long.toString(application.pid()));
        write(application, 1, "opened");
        bench.awaitSnapshot("audit_log");
        Thread.sleep(LEDGER_MILLIS);
        bench.server().kill();
        write(application, 2, "paid");
        write(application, 1, "paid twice");
        bench.server().restart();
        Thread.sleep(LEDGER_MILLIS + LEDGER_MILLIS);
        bench.server().kill();
        write(application, 3, "shipped");
        write(application, 4, "closed");

        scene.play("outage");
        bench.server().restart();
    }

    private static void write(Application application, long id, String what) throws SQLException {
        try (Connection connection = application.connect()) {
            insert(connection, INSERT, id, what);
        }
    }
}
