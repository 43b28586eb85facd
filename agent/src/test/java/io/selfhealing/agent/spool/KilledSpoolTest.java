package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that append and replay under load, killed at random moments; {@code -Dspool.kill.rounds=200} for long. */
class KilledSpoolTest {
    private static final int FORGED = 999_999_999;

    private static final int ROUNDS = Integer.getInteger("spool.kill.rounds", 4);
    private static final int WRITERS = 4;

    @TempDir
    Path home;

    private final Random random = new Random();
    private final Set<Integer> kept = new HashSet<>();
    private final Set<Integer> refused = new HashSet<>();
    private final Set<Integer> landed = new HashSet<>();

    /** What happens beside the kills. */
    private enum Beside {
        NOTHING,
        /** Somebody moves the spool away and removes it, while it is written to. */
        REMOVED,
        /** Somebody puts a segment of his own into the spool, between two processes. */
        FORGED,
        /** There is room for little, so that much is refused. */
        FULL
    }

    @ParameterizedTest
    @EnumSource(Beside.class)
    void nothingIsLostByKills(Beside beside) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            if (beside == Beside.FORGED && round > 0) {
                forge(round);
            }
            run(round * 1_000_000, beside);
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
        assertThat(kept).hasSizeGreaterThan(beside == Beside.FULL ? ROUNDS : ROUNDS * 10);
        assertThat(landed).isNotEmpty();
        assertThat(read).doesNotContain(FORGED);
        assertThat(landed).doesNotContain(FORGED);
        if (beside == Beside.FULL) {
            assertThat(refused).isNotEmpty();
        }
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.what())
                        .containsAnyOf(
                                "was not acknowledged",
                                beside == Beside.FORGED ? "is kept" : "was not acknowledged",
                                beside == Beside.FORGED ? "set aside" : "was not acknowledged"));
        System.out.printf(
                "%s, %d rounds: %d acknowledged, %d refused, %d landed, %d wait, 0 lost%n",
                beside, ROUNDS, kept.size(), refused.size(), landed.size(), read.size());
    }

    /** A record of somebody else's, beside those of a process that is gone, and in a directory of its own. */
    private void forge(int round) throws Exception {
        byte[] body = RecordJson.record(Instant.now(), Told.transaction(FORGED, 1, 10));
        byte[] frame = new Frame(Kind.RECORD, false, UUID.randomUUID(), 1, body).bytes();
        for (String directory : List.of("0001", "0777")) {
            Path log = Files.createDirectories(home.resolve("spool").resolve(directory));
            // Beside the genuine ones, and not in the place of one: what is deleted is gone. Also the name that comes
            // next.
            long last = lastNumber(log);
            for (long number : new long[] {last + 1, last + 2, 500_000_000_000L + round, 999_999_999_999L}) {
                Path file = SegmentNames.segment(log, number);
                if (!Files.exists(file)) {
                    Files.write(file, FileHeader.bytes(), StandardOpenOption.CREATE_NEW);
                    Files.write(file, frame, StandardOpenOption.APPEND);
                }
            }
        }
    }

    private static long lastNumber(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            return files.mapToLong(SegmentNames::number)
                    .filter(number -> number < 500_000_000_000L)
                    .max()
                    .orElse(0);
        }
    }

    private void remove() throws IOException {
        Path away = Files.move(home.resolve("spool"), home.resolve("away"));
        try (Stream<Path> all = Files.walk(away)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void run(int first, Beside beside) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        home.toString(),
                        Integer.toString(first),
                        Long.toString(beside == Beside.FULL ? 512 << 10 : 64 << 20))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int enough = 50 + random.nextInt(400);
        int lines = 0;
        boolean whole = true;
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.charAt(0) == 'w') {
                    whole = true;
                    continue;
                }
                Set<Integer> told = switch (line.charAt(0)) {
                    case 'k' -> kept;
                    case 'l' -> landed;
                    default -> refused;
                };
                told.add(Integer.valueOf(line.substring(1)));
                lines++;
                if (beside == Beside.REMOVED && lines == enough / 2) {
                    remove();
                    whole = false;
                }
                if (lines == enough && !whole) {
                    enough++; // A process that ends before it has noticed can write nothing anew.
                }
                if (lines == enough) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Spool open(Path home, List<SpoolProblem> problems) throws SpoolException {
        return open(home, problems::add, 64 << 20);
    }

    private static Spool open(Path home, Consumer<SpoolProblem> problems, long most) throws SpoolException {
        LocalDisk disk = new LocalDisk();
        return Spool.open(
                home, most, null, Trust.of(home, disk), InstantSource.system(), new SecureRandom(), problems, disk);
    }

    /** Appends and replays until it is killed, and prints what it was told: kept, or refused; and what has landed. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws Exception {
            Spool spool = open(Path.of(arguments[0]), Endless::hear, Long.parseLong(arguments[2]));
            AtomicInteger next = new AtomicInteger(Integer.parseInt(arguments[1]));
            for (int i = 0; i < WRITERS; i++) {
                new Thread(() -> append(spool, next)).start();
            }
            replay(spool);
        }

        private static void hear(SpoolProblem problem) {
            if (problem.what().startsWith("is there again")) {
                say('w', 0);
            }
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
                    mark(spool, batch);
                    Thread.sleep(2);
                }
            }
        }

        private static void mark(Spool spool, List<RecordId> batch) {
            try {
                spool.done(batch);
            } catch (SpoolException e) {
                // Not durable where the directory has just gone: it is marked with the next ones.
            }
        }

        private static synchronized void say(char what, int number) {
            System.out.println(what + "" + number);
            System.out.flush();
        }
    }
}
