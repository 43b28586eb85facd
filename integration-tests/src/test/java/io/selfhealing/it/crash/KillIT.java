package io.selfhealing.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * kill -9 of the database, of the application, and of both, at random moments under load. The table has no key, so that a row that
 * was written twice is there twice. {@code -Dcrash.rounds=200}, {@code -Dcrash.seed=N} for the same moments again.
 */
@Isolated
class KillIT {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 5);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int LONGEST_LIFE_MILLIS = 2_500;
    private static final int LONGEST_OUTAGE_MILLIS = 3_000;
    private static final Duration REPLAY = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private int run;

    @Test
    void whatWasAcknowledgedIsThereOnce() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        try (Servers servers = new Servers()) {
            DbServer server = servers.of(Engine.POSTGRESQL);
            server.create("deeds");
            try (Connection outside = server.outside("deeds");
                    Statement statement = outside.createStatement()) {
                statement.execute("create table deeds (run int, writer int, number bigint, deed text)");
            }
            Writing writing = begin(home, server);
            for (int round = 0; round < ROUNDS; round++) {
                Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                writing = kill(random.nextInt(3), writing, home, server);
            }
            Thread.sleep(LONGEST_LIFE_MILLIS);
            writing.stopWriting();
            Map<String, Integer> rows = await(server);
            writing.end();

            List<String> lost = new ArrayList<>(acknowledged);
            lost.removeAll(rows.keySet());
            List<String> twice = rows.entrySet().stream()
                    .filter(row -> row.getValue() > 1)
                    .map(Map.Entry::getKey)
                    .toList();
            System.out.printf(
                    "%d rounds (-Dcrash.seed=%d), %d applications: %d rows acknowledged, %d there, %d lost, %d twice%n",
                    ROUNDS, SEED, run, acknowledged.size(), rows.size(), lost.size(), twice.size());
            assertThat(acknowledged).as("there was load").hasSizeGreaterThan(50 * ROUNDS);
            assertThat(lost).as("acknowledged and not there").isEmpty();
            assertThat(twice).as("there twice").isEmpty();
        }
    }

    private Writing begin(Path home, DbServer server) throws IOException, InterruptedException {
        Writing writing = Writing.start(home, server.url("deeds"), ++run, acknowledged);
        writing.awaitReady();
        return writing;
    }

    private Writing kill(int which, Writing writing, Path home, DbServer server)
            throws IOException, SQLException, InterruptedException {
        boolean database = which != 1;
        boolean application = which != 0;
        if (database) {
            server.kill();
            Thread.sleep(random.nextInt(LONGEST_OUTAGE_MILLIS));
        }
        if (application) {
            writing.kill();
        }
        boolean startsIntoTheOutage = random.nextBoolean();
        Writing now = application && startsIntoTheOutage ? begin(home, server) : writing;
        if (database) {
            server.restart();
        }
        return application && !startsIntoTheOutage ? begin(home, server) : now;
    }

    /** What is in the table once everything acknowledged is, or nothing more comes. */
    private Map<String, Integer> await(DbServer server) throws SQLException, InterruptedException {
        Instant deadline = Instant.now().plus(REPLAY);
        Map<String, Integer> rows = read(server);
        while (!rows.keySet().containsAll(acknowledged) && Instant.now().isBefore(deadline)) {
            Thread.sleep(200);
            rows = read(server);
        }
        Thread.sleep(2_000); // What should not come has time to.
        return read(server);
    }

    private static Map<String, Integer> read(DbServer server) throws SQLException {
        Map<String, Integer> rows = new HashMap<>();
        try (Connection outside = server.outside("deeds");
                Statement statement = outside.createStatement();
                ResultSet row = statement.executeQuery("select run, writer, number from deeds")) {
            while (row.next()) {
                rows.merge(row.getInt(1) + " " + row.getInt(2) + " " + row.getLong(3), 1, Integer::sum);
            }
        }
        return rows;
    }
}
