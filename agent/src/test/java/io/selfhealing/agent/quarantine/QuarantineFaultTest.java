package io.selfhealing.agent.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** After each fault: what was promised is there, and what comes next is kept again. */
@Timeout(120)
class QuarantineFaultTest {
    @TempDir
    Path directory;

    private int homes;

    @Test
    void theFaultsAreReal() throws Exception {
        assertThat(keepThree(newHome(), new FaultyDisk(call -> true))).isEmpty();
    }

    @Test
    void oneFaultAnywhereIsSurvivedByAnotherFile() throws Exception {
        for (int fault = 1; ; fault++) {
            int failing = fault;
            Path home = newHome();
            FaultyDisk disk = new FaultyDisk(call -> call == failing);
            List<String> promised = keepThree(home, disk);
            assertThat(promised).as("call %d failed", fault).hasSize(3);
            assertPromisesKept(home, promised);
            if (disk.calls() < fault) {
                return;
            }
        }
    }

    @Test
    void whereTwoFaultsInARowRefuseAValueTheOthersAreKept() throws Exception {
        for (int fault = 1; ; fault++) {
            int failing = fault;
            Path home = newHome();
            FaultyDisk disk = new FaultyDisk(call -> call == failing || call == failing + 1);
            assertPromisesKept(home, keepThree(home, disk));
            if (disk.calls() < fault) {
                return;
            }
        }
    }

    @Test
    void fromSomeCallOnEverythingFails() throws Exception {
        for (int fault = 1; ; fault++) {
            int failing = fault;
            Path home = newHome();
            FaultyDisk disk = new FaultyDisk(call -> call >= failing);
            List<String> promised = keepThree(home, disk);
            assertPromisesKept(home, promised);
            if (promised.size() == 3) {
                return;
            }
        }
    }

    @Test
    void aFullDiskIsNotLitteredWithFiles() throws Exception {
        Path home = newHome();
        Quarantine quarantine = open(home, new FullDisk());
        for (int i = 0; i < 20; i++) {
            assertThat(keeps(quarantine, "a" + i)).isFalse();
        }
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void manyThreadsAtOnceMissNothingThatWasPromised() throws Exception {
        Path home = newHome();
        List<String> promised = storm(home, new LocalDisk(), 6, 50);
        assertThat(promised).hasSize(300);
        assertPromisesKept(home, promised);
    }

    @Test
    void threadsAndFaultsTogetherBreakNoPromise() throws Exception {
        for (int every = 3; every < 40; every += 9) {
            int nth = every;
            Path home = newHome();
            assertPromisesKept(home, storm(home, new FaultyDisk(call -> call % nth == 0), 6, 15));
        }
    }

    private List<String> storm(Path home, Disk disk, int threads, int each) throws Exception {
        Quarantine quarantine = open(home, disk);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<List<String>>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            running.add(pool.submit(() -> Stream.iterate(0, i -> i < each, i -> i + 1)
                    .map(i -> "t" + thread + "_" + i)
                    .filter(column -> keeps(quarantine, column))
                    .toList()));
        }
        List<String> promised = new ArrayList<>();
        for (Future<List<String>> future : running) {
            promised.addAll(future.get(60, TimeUnit.SECONDS));
        }
        pool.shutdown();
        return promised;
    }

    private List<String> keepThree(Path home, Disk disk) {
        Quarantine quarantine = open(home, disk);
        return Stream.of("a", "b", "c")
                .filter(column -> keeps(quarantine, column))
                .toList();
    }

    private static boolean keeps(Quarantine quarantine, String column) {
        try {
            Ticket ticket = quarantine.take(
                    List.of(new LeftOut("d", "t", column, column + " value", "UPDATE t SET a = ?", Map.of("id", 1))));
            quarantine.failed(new Ticket("of-nobody", 1));
            try {
                quarantine.landed(ticket, List.of());
            } catch (QuarantineException e) {
                // The value is promised all the same.
            }
            return true;
        } catch (QuarantineException e) {
            return false;
        }
    }

    private static void assertPromisesKept(Path home, List<String> promised) throws IOException {
        assertThat(Quarantine.read(home).entries())
                .filteredOn(entry -> (entry.leftOut().column() + " value")
                        .equals(entry.leftOut().value()))
                .extracting(entry -> entry.leftOut().column())
                .containsAll(promised);
    }

    private Path newHome() {
        return directory.resolve("home" + homes++);
    }

    private static Quarantine open(Path home, Disk disk) {
        return new Quarantine(home, 1 << 22, () -> Instant.EPOCH, new Random(), disk);
    }

    /** Files can be made, and nothing can be written to them. */
    private static final class FullDisk implements Disk {
        private final Disk disk = new LocalDisk();

        @Override
        public JournalFile create(Path path) throws IOException {
            JournalFile file = disk.create(path);
            return new JournalFile() {
                @Override
                public void write(byte[] bytes) throws IOException {
                    throw new IOException("no space left on device");
                }

                @Override
                public void sync() throws IOException {
                    file.sync();
                }

                @Override
                public boolean isInPlace() {
                    return file.isInPlace();
                }

                @Override
                public void delete() throws IOException {
                    file.delete();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }
}
