package io.selfhealing.agent.spool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.schema.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that replay into PostgreSQL, killed at random moments until all is there; {@code -Dreplay.kill.rounds=200} and
 * {@code -Dreplay.backlog=1000000} for long.
 */
@Timeout(3_600)
class KilledReplayTest {
    private static final int ROUNDS = Integer.getInteger("replay.kill.rounds", 5);
    private static final int BACKLOG = Integer.getInteger("replay.backlog", 20_000);
    private static final int OF_ONE_ROUND = 400;

    @TempDir
    Path home;

    private final Random random = new Random();

    @Test
    void everyRecordIsThereOnceHoweverOftenTheProcessIsKilled() throws Exception {
        String url = TestPostgres.emptyDatabase();
        TestPostgres.execute(url, "create table orders (id integer, note text)");
        int records = ROUNDS * OF_ONE_ROUND;
        try (Rig rig = new Rig(home, url, TablesSettings.Use.CREATE, 0, 3)) {
            rig.keep(1, records);
        }
        int kills = 0;
        while (kills < ROUNDS) {
            Process child = child("-Xmx64m", url);
            boolean ended = child.waitFor(300 + random.nextInt(900), TimeUnit.MILLISECONDS);
            child.destroyForcibly().waitFor();
            kills++;
            if (ended) {
                break;
            }
        }
        assertThat(child("-Xmx64m", url).waitFor()).isZero();
        System.out.println("killed " + kills + " times while " + records + " records went");
        assertThat(count(url, "select count(*) from orders")).isEqualTo(records);
        assertThat(count(url, "select count(distinct id) from orders")).isEqualTo(records);
    }

    @Test
    void aLongBacklogGoesInASmallHeap() throws Exception {
        String url = TestPostgres.emptyDatabase();
        TestPostgres.execute(url, "create table orders (id integer, note text)");
        try (Rig rig = new Rig(home, url, TablesSettings.Use.CREATE, 0, 3)) {
            Thread[] writers = new Thread[32];
            for (int i = 0; i < writers.length; i++) {
                int from = (int) ((long) BACKLOG * i / writers.length) + 1;
                int to = (int) ((long) BACKLOG * (i + 1) / writers.length);
                writers[i] = new Thread(() -> {
                    try {
                        rig.keep(from, to);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                writers[i].start();
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(rig.spool.status().waiting()).isEqualTo(BACKLOG);
        }
        long start = System.nanoTime();
        assertThat(child("-Xmx64m", url).waitFor()).isZero();
        System.out.printf("%d records in a heap of 64 MiB: %.1f s%n", BACKLOG, (System.nanoTime() - start) / 1e9);
        assertThat(count(url, "select count(*) from orders")).isEqualTo(BACKLOG);
        assertThat(count(url, "select count(distinct id) from orders")).isEqualTo(BACKLOG);
    }

    private Process child(String heap, String url) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        home.toString(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long count(String url, String query) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    /** Replays until nothing waits. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            try (Rig rig = new Rig(Path.of(arguments[0]), arguments[1], TablesSettings.Use.CREATE, 0, 3)) {
                rig.replayer.up();
                while (rig.spool.status().waiting() > 0) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
        }
    }
}
