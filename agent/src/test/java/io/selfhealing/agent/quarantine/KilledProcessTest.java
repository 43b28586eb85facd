package io.selfhealing.agent.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KilledProcessTest {
    private static final int ENOUGH = 200;

    @TempDir
    Path home;

    @Test
    void whatWasPromisedBeforeTheKillIsThere() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<Object> promised = new HashSet<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                promised.add(Long.valueOf(line));
                if (promised.size() == ENOUGH) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Contents contents = Quarantine.read(home);
        assertThat(promised).hasSizeGreaterThanOrEqualTo(ENOUGH);
        assertThat(contents.entries())
                .extracting(entry -> entry.leftOut().value())
                .containsAll(promised);
        assertThat(contents.unreadable()).isLessThanOrEqualTo(1);
    }

    /** Keeps values until it is killed, and prints each that is promised. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws Exception {
            Quarantine quarantine =
                    new Quarantine(Path.of(arguments[0]), 1L << 30, InstantSource.system(), new Random());
            for (long i = 0; ; i++) {
                quarantine.take(List.of(new LeftOut("d", "t", "c", i, "UPDATE t SET c = ?", Map.of("id", i))));
                System.out.println(i);
                System.out.flush();
            }
        }
    }
}
