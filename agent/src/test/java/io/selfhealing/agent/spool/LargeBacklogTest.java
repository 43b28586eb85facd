package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LargeBacklogTest {
    private static final int RECORDS = 1_500;
    private static final int BYTES = 50_000;

    @TempDir
    Path home;

    /** 75 MB are opened and read with a heap of 20. */
    @Test
    void theBacklogIsNeverHeldInMemory() throws Exception {
        assertThat(child("write", "-Xmx48m")).contains("wrote " + RECORDS);
        assertThat(child("read", "-Xmx20m")).contains("read " + RECORDS);
    }

    private String child(String what, String heap) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        home.toString(),
                        what)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** Writes or reads a spool. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            List<SpoolProblem> problems = new ArrayList<>();
            try (Spool spool = Spool.open(
                    Path.of(arguments[0]),
                    1 << 30,
                    null,
                    InstantSource.system(),
                    new Random(),
                    problems::add,
                    new LocalDisk())) {
                System.out.println(arguments[1].equals("write") ? "wrote " + write(spool) : "read " + read(spool));
            }
        }

        private static int write(Spool spool) throws SpoolException {
            Transaction transaction = Told.transaction(1, 1, BYTES);
            for (int i = 0; i < RECORDS; i++) {
                spool.append(transaction);
            }
            return RECORDS;
        }

        private static int read(Spool spool) throws SpoolException {
            int read = 0;
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                    read++;
                    if (read % 100 == 0) {
                        spool.done(List.of(record.id()));
                    }
                }
            }
            return read;
        }
    }
}
