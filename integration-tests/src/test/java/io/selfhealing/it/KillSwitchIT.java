package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import app.Writers;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.Conversation;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Jmx;
import io.selfhealing.it.harness.Probe;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The agent switched off while the application writes. */
class KillSwitchIT {
    private static final int THREADS = 8;
    private static final int ROWS = 3_000;
    /** For a way that takes a while before it begins. */
    private static final int MORE_ROWS = 4 * ROWS;

    private static final long EFFECTIVE_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 20_000;

    @DatabaseTest
    void nothingFailsWhileItIsSwitchedOffAndOnUnderLoad(Bench bench) throws Exception {
        Messages.create(bench);
        Application application =
                bench.launch().withAgent(Probe.jar(bench.directory())).start();
        Writers writers = application.writers(Messages.INSERT, THREADS, ROWS);
        writers.start();
        awaitLanded(writers, 100);

        switchOff(bench);
        Thread.sleep(EFFECTIVE_MILLIS);
        assertThat(application.stderr()).contains("mode is now off until it is removed");
        Thread.sleep(EFFECTIVE_MILLIS);
        assertThat(application.wovenNow()).as("classes with the agent's code").isEmpty();
        switchOn(bench);
        writers.join();

        assertThat(application.stderr()).contains("mode is now heal");
        assertThat(writers.failures()).isEmpty();
        assertThat(bench.rows("select count(*), count(distinct sender), count(distinct content) from messages"))
                .containsExactly(THREADS * ROWS + "|" + THREADS * ROWS + "|" + THREADS * ROWS);
    }

    @DatabaseTest
    void everyStatementRunsAsWrittenWithinASecondAlsoThoseThatWereHealed(Bench bench) throws Exception {
        everyStatementRunsAsWritten(bench, ROWS, application -> switchOff(bench));
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void soItIsByCommand(Bench bench) throws Exception {
        everyStatementRunsAsWritten(bench, MORE_ROWS, application -> {
            awaitSocket(bench);
            assertThat(Command.run(0, List.of("mode", bench.home().toString(), "off")))
                    .contains("mode is now off");
        });
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void soItIsByJmx(Bench bench) throws Exception {
        everyStatementRunsAsWritten(bench, MORE_ROWS, application -> {
            try (Jmx jmx = Jmx.of(application)) {
                assertThat(jmx.changeMode("off")).contains("mode is now off");
            }
        });
    }

    private interface Off {
        void by(Application application) throws Exception;
    }

    private static void awaitSocket(Bench bench) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        Path control = bench.home().resolve("control");
        while (!Files.isDirectory(control) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        Thread.sleep(200);
    }

    private static void everyStatementRunsAsWritten(Bench bench, int rows, Off off) throws Exception {
        Messages.create(bench);
        Application application = drifted(bench);
        write(application.connect(), "delete from messages where id = ?", 1L);
        Writers writers = application.writers(Messages.INSERT, THREADS, rows);
        writers.start();
        awaitLanded(writers, 100);
        assertThat(writers.failures()).isEmpty();

        off.by(application);
        Thread.sleep(EFFECTIVE_MILLIS);
        int landed = writers.landed();
        Thread.sleep(EFFECTIVE_MILLIS);
        assertThat(writers.landed()).as("rows healed after a second").isEqualTo(landed);
        assertThat(writers.failures()).isNotEmpty();

        bench.rename("messages", "zorp", "sender");
        awaitLanded(writers, landed + 100);
        writers.join();

        assertThat(writers.failures())
                .as("what the database says to the application's own text")
                .allMatch(failure -> failure.contains("sqlState=42"));
        assertThat(bench.rows("select count(*) from messages where sender <> concat('sender-', id)"
                        + " or content <> concat('content-', id) or sender is null or content is null"))
                .containsExactly("0");
        assertThat(bench.rows("select count(*) from messages")).containsExactly(Integer.toString(writers.landed()));
    }

    @DatabaseTest
    void whatWasPreparedHealedIsRunAsWrittenAndHealedAgainAfterwards(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = drifted(bench);
        Connection connection = application.connect();
        PreparedStatement kept = connection.prepareStatement(Messages.INSERT);
        assertThat(bind(kept, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);

        switchOff(bench);
        Thread.sleep(EFFECTIVE_MILLIS);
        assertThat(Bench.failureOf(() -> bind(kept, 3L, "sender-3", "content-3").executeUpdate())
                        .sqlState())
                .startsWith("42");
        assertThat(Bench.failureOf(() -> write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                        .sqlState())
                .startsWith("42");
        assertThat(application.attach("mode=heal")).contains("mode stays off while there is a file");

        switchOn(bench);
        awaitHealed(() -> bind(kept, 3L, "sender-3", "content-3").executeUpdate());
        assertThat(write(connection, Messages.INSERT, 4L, "sender-4", "content-4"))
                .isEqualTo(1);
        assertThat(bench.rows("select zorp from messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-3", "sender-4");
    }

    @DatabaseTest
    void fileThatIsThereAtTheStartKeepsTheAgentOutUntilItGoes(Bench bench) throws Exception {
        Messages.create(bench);
        Files.createDirectories(bench.home());
        switchOff(bench);
        Application application = bench.application();
        write(application.connect(), Messages.INSERT, 1L, "sender-1", "content-1");
        assertThat(application.stderr()).contains("mode is now off until it is removed");

        switchOn(bench);
        Thread.sleep(EFFECTIVE_MILLIS);
        Connection connection = application.connect();
        write(connection, Messages.INSERT, 2L, "sender-2", "content-2");
        for (int i = 0; i < 5; i++) {
            bench.awaitSnapshot("messages");
        }
        bench.rename("messages", "sender", "zorp");
        assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                .isEqualTo(1);
        assertThat(bench.rows("select zorp from messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-3");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void lastingModeIsTheFile(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = drifted(bench);
        Connection connection = application.connect();

        Command.run(0, List.of("mode", bench.home().toString(), "off", "--lasting"));
        Thread.sleep(EFFECTIVE_MILLIS);
        assertThat(Bench.failureOf(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                        .sqlState())
                .startsWith("42");
        Command.run(0, List.of("mode", bench.home().toString(), "heal", "--lasting"));
        awaitHealed(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"));
    }

    private static void awaitLanded(Writers writers, int rows) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (writers.landed() < rows && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(writers.landed()).as("rows that landed").isGreaterThanOrEqualTo(rows);
    }

    /** The table is to be read first once the agent is back, which takes as long as it takes. */
    private static void awaitHealed(Conversation.Act write) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (true) {
            try {
                write.run();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    /** An application whose writes of {@code sender} are healed, with one row. */
    private static Application drifted(Bench bench) throws Exception {
        Application application = bench.application();
        try (Connection connection = application.connect()) {
            Messages.seen(bench, connection);
            bench.awaitSnapshot("messages"); // A busy machine needs it twice.
            bench.rename("messages", "sender", "zorp");
            Bench.awaitNotice();
        }
        return application;
    }

    private static void switchOff(Bench bench) throws IOException {
        Files.createFile(off(bench));
    }

    private static void switchOn(Bench bench) throws IOException {
        Files.delete(off(bench));
    }

    private static Path off(Bench bench) {
        return bench.home().resolve("OFF");
    }
}
