package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.harness.Spooled;
import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.SlowLink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;

/** Applications that start while their database is down, and that an earlier process has known. */
@Isolated
class OutageStartIT {
    private static final String ALL = "select id from messages order by id";
    private static final long PATIENCE_MILLIS = 20_000;

    private static Launch optedIn(Bench bench) {
        return bench.launch()
                .set("selfhealing.spool.tables", "mess*")
                .set("selfhealing.tables", "create")
                .set("selfhealing.outage.failures", "1");
    }

    /** An application that wrote one row, and ended; its database is gone now. */
    private static void earlier(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = optedIn(bench).start();
        try (Connection connection = application.connect()) {
            Messages.seen(bench, connection);
        }
        LedgerTable.await(bench);
        Path known = bench.home().resolve("databases.json");
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!(isRemembered(known) && isSeen(bench.home().resolve("schema"))) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        application.end();
        bench.server().kill();
    }

    private static boolean isRemembered(Path known) throws IOException {
        return Files.exists(known) && Files.readString(known).contains("\"ledger\" : true");
    }

    private static boolean isSeen(Path schema) throws IOException {
        if (!Files.isDirectory(schema)) {
            return false;
        }
        try (Stream<Path> files = Files.list(schema)) {
            return files.map(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                    .anyMatch(name -> name.contains("messages") && name.endsWith(".json"));
        }
    }

    private static void write(Application application, long id) throws SQLException {
        try (Connection connection = application.connect()) {
            assertThat(Messages.write(connection, Messages.INSERT, id, "sender-" + id, "content-" + id))
                    .isEqualTo(1);
        }
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void applicationThatStartsInAnOutageKeepsItsWritesFromTheFirstConnectionOn(Bench bench) throws Exception {
        earlier(bench);

        Application application = optedIn(bench).start();
        write(application, 7);
        write(application, 8);

        assertThat(Spooled.in(bench)).hasSize(2);
        bench.server().restart();
        LedgerTable.awaitRows(bench, ALL, "1", "7", "8");
        write(application, 9);
        LedgerTable.awaitRows(bench, ALL, "1", "7", "8", "9");
        assertThat(Files.readString(bench.home().resolve("databases.json")))
                .doesNotContain("pw-7Hq2xVd9Lm")
                .contains(bench.url().split("[?;]", 2)[0]);
    }

    /** Dropped and made anew, it has the name, the address and the table, and is another database. */
    @DatabaseTest(Engine.POSTGRESQL)
    void whatWasKeptForADatabaseIsNotWrittenToAnotherAtItsAddress(Bench bench) throws Exception {
        earlier(bench);
        Application kept = optedIn(bench).start();
        write(kept, 7);
        kept.end();
        bench.server().restart();
        try (Connection connection = bench.server().outside("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + bench.database());
        }
        bench.server().create(bench.database());
        Messages.create(bench);

        Application application = optedIn(bench).start();
        write(application, 9);
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!application.stderr().contains("kept for another database") && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }

        assertThat(application.stderr()).contains("nothing of them is written there");
        assertThat(bench.rows(ALL)).containsExactly("9");
        assertThat(Spooled.in(bench)).hasSize(1);
        Thread.sleep(2_500);
        Command.run(0, List.of("spool", "replay", bench.home().toString(), "--restored"));
        assertThat(bench.rows(ALL)).containsExactly("7", "9");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void whatIsNotUnderstoodOfTheFileIsSetAsideAndTheApplicationSeesItsError(Bench bench) throws Exception {
        earlier(bench);
        Files.writeString(bench.home().resolve("databases.json"), "{\"version\":1,\"datab");

        Application application = optedIn(bench).start();
        assertThat(Bench.failureOf(application::connect).sqlState()).isEqualTo("08001");
        assertThat(application.stderr()).contains("databases.json.corrupt-");

        bench.server().restart();
        write(application, 9);
        LedgerTable.awaitRows(bench, ALL, "1", "9");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void outageRightAfterTheFirstWriteToATableFindsItKnown(Bench bench) throws Exception {
        Messages.create(bench);
        String url = bench.url();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (SlowLink link = new SlowLink(port, 90)) {
            Application application = optedIn(bench).start();
            String slow = url.replace(":" + port + "/", ":" + link.port() + "/");
            try (Connection connection = application.connectTo(slow)) {
                assertThat(Messages.write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                        .isEqualTo(1);
                link.cut();
                assertThat(Bench.failureOf(
                                        () -> Messages.write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                                .sqlState())
                        .startsWith("08");
            }
            try (Connection connection = application.connectTo(slow)) {
                assertThat(Messages.write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                        .as("kept on disk")
                        .isEqualTo(1);
            }
            application.kill();
        }
        assertThat(bench.rows(ALL)).containsExactly("1");
    }
}
