package io.selfhealing.agent.quarantine.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process that writes values back is killed at any moment, again and again. */
@Timeout(180)
class KilledPassTest {
    private static final int VALUES = 2_000;
    private static final int KILLS = 4;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void everyValueIsInItsRowOnceAndNothingIsOverwritten(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(
                    "CREATE TABLE messages (id bigint PRIMARY KEY, sender varchar(100), mood varchar(100))",
                    "INSERT INTO messages SELECT x, 'a', CASE WHEN mod(x, 100) = 0 THEN 'mine' END FROM "
                            + engine.numbers(VALUES));
            List<LeftOut> values = new ArrayList<>();
            for (long id = 1; id <= VALUES; id++) {
                values.add(shelf.value("mood", "mood-" + id, Map.of("id", id), null));
            }
            shelf.quarantine.landed(shelf.quarantine.take(values), List.of());
            for (int kill = 1; kill <= KILLS; kill++) {
                killedAfter(shelf, VALUES * kill / (KILLS + 1));
            }
            shelf.backfill();

            assertThat(shelf.rows("SELECT count(*) FROM messages WHERE mood = 'mood-' || id"))
                    .containsExactly(Integer.toString(VALUES - VALUES / 100));
            assertThat(shelf.rows("SELECT count(*) FROM messages WHERE mood = 'mine'"))
                    .containsExactly(Integer.toString(VALUES / 100));
            assertThat(shelf.states()).filteredOn(State.RESTORED::equals).hasSize(VALUES - VALUES / 100);
            assertThat(shelf.states()).filteredOn(State.CONFLICT::equals).hasSize(VALUES / 100);
        }
    }

    private void killedAfter(Shelf shelf, int rows) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        shelf.engine.name(),
                        directory.toString(),
                        shelf.url)
                .inheritIO()
                .start();
        while (process.isAlive()
                && Integer.parseInt(shelf.rows("SELECT count(*) FROM messages WHERE mood LIKE 'mood%'")
                                .get(0))
                        < rows) {
            Thread.sleep(1);
        }
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** One pass in a process of its own. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            Shelf shelf = new Shelf(Served.valueOf(arguments[0]), Path.of(arguments[1]), arguments[2]);
            shelf.backfill();
        }
    }
}
