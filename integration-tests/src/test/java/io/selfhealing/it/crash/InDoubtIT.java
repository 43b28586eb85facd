package io.selfhealing.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
 * kill -9 of the database at random moments under single writes that carry their proof: each is there once, and no write that was
 * sent fails. The table has no key. {@code -Dcrash.rounds=200}, {@code -Dcrash.seed=N}.
 */
@Isolated
class InDoubtIT {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 5);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int LONGEST_LIFE_MILLIS = 3_000;
    private static final int LONGEST_OUTAGE_MILLIS = 1_500;
    private static final long REPLAY_NANOS = 120_000_000_000L;

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void singleWritesAreThereOnceAndNoneThatWasSentFails() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        try (Servers servers = new Servers()) {
            DbServer server = servers.of(Engine.POSTGRESQL);
            server.create("doubts");
            server.execute("doubts", "create table deeds (run int, writer int, number bigint, deed text)");
            Writing writing = Writing.startSingle(home, server.url("doubts"), 1, acknowledged);
            writing.awaitReady();
            Thread.sleep(LONGEST_LIFE_MILLIS);
            for (int round = 0; round < ROUNDS; round++) {
                Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                server.kill();
                Thread.sleep(random.nextInt(LONGEST_OUTAGE_MILLIS));
                server.restart();
            }
            Thread.sleep(LONGEST_LIFE_MILLIS);
            writing.stopWriting();
            Map<String, Integer> rows = await(server);
            writing.end();

            Set<String> lost = ConcurrentHashMap.newKeySet();
            lost.addAll(acknowledged);
            lost.removeAll(rows.keySet());
            List<String> twice = rows.entrySet().stream()
                    .filter(row -> row.getValue() > 1)
                    .map(Map.Entry::getKey)
                    .toList();
            String events = Files.readString(home.resolve("events.jsonl"));
            System.out.printf(
                    "%d rounds (-Dcrash.seed=%d): %d rows acknowledged, %d there, %d lost, %d twice, %d kept in doubt,"
                            + " %d failures%n",
                    ROUNDS,
                    SEED,
                    acknowledged.size(),
                    rows.size(),
                    lost.size(),
                    twice.size(),
                    count(events, "the ledger tells"),
                    writing.failures().size());
            assertThat(lost).as("acknowledged and not there").isEmpty();
            assertThat(twice).as("there twice").isEmpty();
            assertThat(count(events, "the ledger tells")).as("kept in doubt").isPositive();
            assertThat(count(events, "\"in_doubt\"")).as("left in doubt").isZero();
            // Nothing was sent: a connection is gone, or keeps writes and says that there is a better one.
            assertThat(writing.failures())
                    .allMatch(each -> each.startsWith("! 08003") || each.contains("the database is back"));
        }
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    private Map<String, Integer> await(DbServer server) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + REPLAY_NANOS;
        Map<String, Integer> rows = read(server);
        while (!rows.keySet().containsAll(acknowledged) && System.nanoTime() < deadline) {
            Thread.sleep(200);
            rows = read(server);
        }
        Thread.sleep(2_000); // What should not come has time to.
        return read(server);
    }

    private static Map<String, Integer> read(DbServer server) throws SQLException {
        Map<String, Integer> rows = new HashMap<>();
        try (Connection outside = server.outside("doubts");
                Statement statement = outside.createStatement();
                ResultSet row = statement.executeQuery("select run, writer, number from deeds")) {
            while (row.next()) {
                rows.merge(row.getInt(1) + " " + row.getInt(2) + " " + row.getLong(3), 1, Integer::sum);
            }
        }
        return rows;
    }
}
