package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that append and replay under load, killed at random moments; {@code -Dspool.kill.rounds=200} for long. */
class KilledSpoolTest {
    private static final int ROUNDS = Integer.getInteger("spool.kill.rounds", 4);
    private static final int WRITERS = 4;

    @TempDir
    Path home;

    private final Random random = new Random();
    private final Set<Integer> kept = new HashSet<>();
    private final Set<Integer> refused = new HashSet<>();
    private final Set<Integer> landed = new HashSet<>();

    @Test
    void nothingIsLostByKills() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            run(round * 1_000_000);
        }
        List<SpoolProblem> problems = new ArrayList<>();
        Set<Integer> read = new HashSet<>();
        try (Spool spool = open(home, problems)) {
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                    assertThat(read.add(Told.number(record))).isTrue();
                }
            }
        }
        Set<Integer> lost = new HashSet<>(kept);
        lost.removeAll(read);
        lost.removeAll(landed);
        assertThat(lost).as("acknowledged, not landed, and not there").isEmpty();
        assertThat(read).noneMatch(refused::contains);
        assertThat(kept).hasSizeGreaterThan(ROUNDS * 10);
        assertThat(landed).isNotEmpty();
        assertThat(problems).allSatisfy(problem -> assertThat(problem.what()).contains("was not acknowledged"));
    }

    private void run(int first) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        home.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int enough = 50 + random.nextInt(400);
        int lines = 0;
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Set<Integer> told = switch (line.charAt(0)) {
                    case 'k' -> kept;
                    case 'l' -> landed;
                    default -> refused;
                };
                told.add(Integer.valueOf(line.substring(1)));
                lines++;
                if (lines == enough) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Spool open(Path home, List<SpoolProblem> problems) throws SpoolException {
        return Spool.open(
                home, 64 << 20, null, InstantSource.system(), new SecureRandom(), problems::add, new LocalDisk());
    }

    /** Appends and replays until it is killed, and prints what it was told: kept, or refused; and what has landed. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws Exception {
            Spool spool = open(Path.of(arguments[0]), new ArrayList<>());
            AtomicInteger next = new AtomicInteger(Integer.parseInt(arguments[1]));
            for (int i = 0; i < WRITERS; i++) {
                new Thread(() -> append(spool, next)).start();
            }
            replay(spool);
        }

        private static void append(Spool spool, AtomicInteger next) {
            while (true) {
                int number = next.incrementAndGet();
                try {
                    spool.append(Told.transaction(number, 2, 2_000));
                    say('k', number);
                } catch (SpoolException e) {
                    say('r', number);
                }
            }
        }

        /** Says that a record has landed before it marks it: as a database would have it by then. */
        private static void replay(Spool spool) throws Exception {
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                while (true) {
                    List<RecordId> batch = new ArrayList<>();
                    for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                        say('l', Told.number(record));
                        batch.add(record.id());
                        if (batch.size() == 3) {
                            break;
                        }
                    }
                    spool.done(batch);
                    Thread.sleep(2);
                }
            }
        }

        private static synchronized void say(char what, int number) {
            System.out.println(what + "" + number);
            System.out.flush();
        }
    }
}
