package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody removes the spool, or parts of it, while a process has acknowledged records in it. */
@Timeout(60)
class TakenAwaySpoolTest {
    @TempDir
    Path directory;

    private final Queue<SpoolProblem> problems = new ConcurrentLinkedQueue<>();
    private Path home = Path.of("");
    private Spool spool;

    @BeforeEach
    void begin() throws Exception {
        home = directory.resolve("home");
        spool = open();
        spool.append(Told.transaction(1, 1, 10));
        spool.append(Told.transaction(2, 1, 40_000));
        spool.append(Told.transaction(3, 1, 40_000));
        spool.append(Told.transaction(4, 1, 10));
        assertThat(spool.status().directories().get(0).segments()).isGreaterThan(1);
    }

    @AfterEach
    void end() throws Exception {
        spool.close();
    }

    private Spool open() throws SpoolException {
        LocalDisk disk = new LocalDisk();
        return Spool.open(
                home, Told.MOST, null, Trust.of(home, disk), InstantSource.system(), new Random(), problems::add, disk);
    }

    private static void remove(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void allIsThereAndIsOursAlone(Integer... numbers) throws Exception {
        assertThat(Told.read(spool)).containsExactly(numbers);
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as("%s", path)
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
        try (Spool other = open()) {
            assertThat(Told.read(other))
                    .as("another process takes nothing of it")
                    .isEmpty();
        }
        spool.close();
        spool = open();
        assertThat(Told.read(spool)).as("the next process").containsExactly(numbers);
        assertThat(problems).anySatisfy(problem -> assertThat(problem.what()).contains("was taken away"));
        assertThat(problems).anySatisfy(problem -> assertThat(problem.what()).contains("is there again"));
    }

    @Test
    void spoolThatWasRemovedIsMadeAnewWithAllThatWaits() throws Exception {
        remove(home.resolve("spool"));
        spool.append(Told.transaction(5, 1, 10));
        allIsThereAndIsOursAlone(1, 2, 3, 4, 5);
    }

    @Test
    void homeThatWasRemovedIsMadeAnewWithItsKey() throws Exception {
        remove(home);
        spool.append(Told.transaction(5, 1, 10));
        allIsThereAndIsOursAlone(1, 2, 3, 4, 5);
    }

    /** They bear no seal: without what the home wrote down of them nobody would believe them. */
    @Test
    void homeThatWasRemovedStillVouchesForWhatTheVersionBeforeLeft() throws Exception {
        spool.close();
        home = directory.resolve("upgraded");
        try (Spool earlier = Spool.open(
                home, Told.MOST, null, InstantSource.system(), new Random(), problems::add, new LocalDisk())) {
            earlier.append(Told.transaction(1, 1, 10));
            earlier.append(Told.transaction(2, 1, 10));
        }
        spool = open();
        remove(home);
        spool.append(Told.transaction(3, 1, 10));
        allIsThereAndIsOursAlone(1, 2, 3);
    }

    @Test
    void keyThatWasRemovedIsPutBackBeforeAnythingIsAcknowledged() throws Exception {
        Files.delete(home.resolve(Seal.FILE));
        spool.append(Told.transaction(5, 1, 10));
        allIsThereAndIsOursAlone(1, 2, 3, 4, 5);
    }

    @Test
    void removalIsNoticedAlsoWhileNobodyWrites() throws Exception {
        remove(home.resolve("spool/0001"));
        spool.keepWhole();
        allIsThereAndIsOursAlone(1, 2, 3, 4);
    }

    @Test
    void directoryThatSomebodyMadeForAllIsOursAloneAgain() throws Exception {
        remove(home.resolve("spool"));
        Files.createDirectories(home.resolve("spool/0001/dead"));
        Files.setPosixFilePermissions(home.resolve("spool"), PosixFilePermissions.fromString("rwxrwxrwx"));
        spool.append(Told.transaction(5, 1, 10));
        allIsThereAndIsOursAlone(1, 2, 3, 4, 5);
    }

    @Test
    void oneFileThatWasRemovedIsMadeAnew() throws Exception {
        Files.delete(SegmentNames.segment(home.resolve("spool/0001"), 1));
        spool.append(Told.transaction(5, 1, 10));
        allIsThereAndIsOursAlone(1, 2, 3, 4, 5);
    }

    @Test
    void deadLettersAndWhatAnEarlierProcessLeftAreMadeAnewToo() throws Exception {
        try (SpoolReader<SpoolRecord> reader = spool.reader()) {
            spool.deadLetter(Objects.requireNonNull(reader.next()), "refused");
        }
        spool.close();
        spool = open();
        remove(home.resolve("spool"));
        spool.append(Told.transaction(5, 1, 10));
        assertThat(spool.status().deadLetters()).isEqualTo(1);
        allIsThereAndIsOursAlone(2, 3, 4, 5);
        assertThat(spool.status().deadLetters()).isEqualTo(1);
    }

    @Test
    void nothingIsAcknowledgedWhileItCannotBeMadeAnew() throws Exception {
        remove(home.resolve("spool"));
        Files.createFile(home.resolve("spool"));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(SpoolException.class)
                    .isThrownBy(() -> spool.append(Told.transaction(9, 1, 10)))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(SpoolException.Reason.DISK))
                    .withMessageContaining("nothing is acknowledged until it is there again");
        }
        Files.delete(home.resolve("spool"));
        spool.append(Told.transaction(5, 1, 10));
        allIsThereAndIsOursAlone(1, 2, 3, 4, 5);
    }

    @Test
    void directoryThatWasPutBackIsTheSameAsBefore() throws Exception {
        Path aside = Files.move(home.resolve("spool"), directory.resolve("aside"));
        Files.createFile(home.resolve("spool"));
        assertThatExceptionOfType(SpoolException.class).isThrownBy(() -> spool.append(Told.transaction(9, 1, 10)));
        Files.delete(home.resolve("spool"));
        Files.move(aside, home.resolve("spool"));
        spool.append(Told.transaction(5, 1, 10));
        assertThat(Told.read(spool)).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void whatIsDoneAfterItWasMadeAnewIsNotReadAgain() throws Exception {
        remove(home.resolve("spool"));
        spool.keepWhole();
        List<RecordId> ids = new java.util.ArrayList<>();
        try (SpoolReader<SpoolRecord> reader = spool.reader()) {
            for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                ids.add(record.id());
            }
        }
        spool.done(ids);
        spool.close();
        spool = open();
        assertThat(Told.read(spool)).isEmpty();
    }

    /** A process with such a disk in the place of the one that has begun. */
    private void reopen(Disk disk) throws Exception {
        spool.close();
        spool = Spool.open(
                home, Told.MOST, null, Trust.of(home, disk), InstantSource.system(), new Random(), problems::add, disk);
    }

    @Test
    void whoReadsWhileItIsMadeAnewLosesNothing() throws Exception {
        List<Integer> read = new ArrayList<>();
        AtomicBoolean removed = new AtomicBoolean();
        reopen(new ForwardingDisk(new LocalDisk()) {
            @Override
            DiskFile around(DiskFile file) {
                return new ForwardingFile(file) {
                    @Override
                    public void write(byte[] bytes, int length) throws IOException {
                        super.write(bytes, length / 2);
                        if (removed.get()) {
                            read.addAll(Told.read(spool)); // Half of it is there.
                        }
                        super.write(Arrays.copyOfRange(bytes, length / 2, length), length - length / 2);
                    }
                };
            }
        });
        remove(home.resolve("spool"));
        removed.set(true);
        spool.keepWhole();
        removed.set(false);
        allIsThereAndIsOursAlone(1, 2, 3, 4);
        assertThat(read).contains(1, 2, 3, 4);
    }

    @Test
    void whatWasDoneBeforeItWasTakenAwayIsNotReadAgain() throws Exception {
        List<RecordId> ids = new ArrayList<>();
        try (SpoolReader<SpoolRecord> reader = spool.reader()) {
            for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                ids.add(record.id());
            }
        }
        spool.done(ids.subList(1, 4));
        remove(home.resolve("spool"));
        spool.keepWhole();
        allIsThereAndIsOursAlone(1);
    }

    @Test
    void whatAnEarlierProcessMarkedAsDoneIsNotReadAgainEither() throws Exception {
        List<RecordId> ids = new ArrayList<>();
        try (SpoolReader<SpoolRecord> reader = spool.reader()) {
            for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                ids.add(record.id());
            }
        }
        spool.done(ids.subList(1, 4));
        spool.close();
        spool = open();
        remove(home.resolve("spool"));
        spool.keepWhole();
        allIsThereAndIsOursAlone(1);
    }

    @Test
    void recordsThatCannotBeMadeAnewAreStillWrittenToTheirDatabase() throws Exception {
        remove(home.resolve("spool"));
        Files.createFile(home.resolve("spool"));
        spool.keepWhole();
        assertThat(Told.read(spool)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatSomebodyPutInThePlaceOfAFileIsKeptAndHoldsUpNothing() throws Exception {
        Path file = SegmentNames.segment(home.resolve("spool/0001"), 1);
        byte[] bytes = Arrays.copyOf(Files.readAllBytes(file), 9_000);
        Arrays.fill(bytes, 500, 9_000, (byte) 'x');
        for (int time = 0; time < 2; time++) {
            Files.delete(file);
            Files.write(file, bytes);
            assertThat(Told.read(spool)).startsWith(1, 2, 3, 4);
            spool.append(Told.transaction(5 + time, 1, 10));
        }
        assertThat(file.resolveSibling("000000000001.spool.damaged")).hasBinaryContent(bytes);
        assertThat(file.resolveSibling("000000000001.spool.2.damaged")).hasBinaryContent(bytes);
        assertThat(Told.read(spool)).containsExactly(1, 2, 3, 4, 5, 6);
        spool.close();
        spool = open();
        assertThat(Told.read(spool)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void whatIsTakenAwayWhileItIsWrittenIsKeptOnceItIsMadeAnew() throws Exception {
        AtomicBoolean remove = new AtomicBoolean();
        reopen(new ForwardingDisk(new LocalDisk()) {
            @Override
            DiskFile around(DiskFile file) {
                return new ForwardingFile(file) {
                    @Override
                    public void sync() throws IOException {
                        super.sync();
                        if (remove.getAndSet(false)) {
                            TakenAwaySpoolTest.remove(home.resolve("spool"));
                        }
                    }
                };
            }
        });
        spool.append(Told.transaction(5, 1, 10));
        remove.set(true);
        spool.append(Told.transaction(6, 1, 10));
        assertThat(remove).isFalse();
        allIsThereAndIsOursAlone(1, 2, 3, 4, 5, 6);
    }

    @Test
    void filesOfAnotherProcessInItsPlaceAreNotDeleted() throws Exception {
        Path elsewhere = directory.resolve("elsewhere");
        LocalDisk disk = new LocalDisk();
        try (Spool other = Spool.open(
                elsewhere,
                Told.MOST,
                null,
                Trust.of(elsewhere, disk),
                InstantSource.system(),
                new Random(),
                problems::add,
                disk)) {
            other.append(Told.transaction(21, 1, 10));
            remove(home.resolve("spool"));
            Files.move(elsewhere.resolve("spool"), home.resolve("spool"));
            byte[] theirs = Files.readAllBytes(SegmentNames.segment(home.resolve("spool/0001"), 1));

            List<RecordId> ids = new ArrayList<>();
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                    ids.add(record.id());
                }
            }
            assertThat(ids).hasSize(4);
            assertThatExceptionOfType(SpoolException.class)
                    .as("a mark needs a segment of its own, which has no place there")
                    .isThrownBy(() -> spool.done(ids));
            spool.close();
            assertThat(SegmentNames.segment(home.resolve("spool/0001"), 1)).hasBinaryContent(theirs);
            Files.createDirectory(elsewhere.resolve("spool"));
        }
    }

    /** Another agent with the same home, which begins where this one's directory has just been removed. */
    private Spool takenByAnother() throws Exception {
        Path elsewhere = directory.resolve("elsewhere");
        Files.createDirectories(elsewhere);
        Files.copy(home.resolve(Seal.FILE), elsewhere.resolve(Seal.FILE));
        LocalDisk disk = new LocalDisk();
        Spool other = Spool.open(
                elsewhere,
                Told.MOST,
                null,
                Trust.of(elsewhere, disk),
                InstantSource.system(),
                new Random(),
                problems::add,
                disk);
        other.append(Told.transaction(21, 1, 10));
        remove(home.resolve("spool"));
        Files.move(elsewhere.resolve("spool"), home.resolve("spool"));
        return other;
    }

    private List<String> filesOfSpool() throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("spool"))) {
            List<String> files = new ArrayList<>();
            for (Path path : all.sorted().toList()) {
                files.add(path + " " + Files.getLastModifiedTime(path) + " " + Files.size(path));
            }
            return files;
        }
    }

    private List<RecordId> waiting() throws Exception {
        List<RecordId> ids = new ArrayList<>();
        try (SpoolReader<SpoolRecord> reader = spool.reader()) {
            for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                ids.add(record.id());
            }
        }
        return ids;
    }

    @Test
    void nothingIsWrittenToADirectoryThatAnotherProcessTook() throws Exception {
        Spool other = takenByAnother();
        List<String> theirs = filesOfSpool();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(SpoolException.class)
                    .isThrownBy(() -> spool.append(Told.transaction(9, 1, 10)))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(SpoolException.Reason.DISK))
                    .withMessageContaining("nothing is acknowledged until it is there again");
        }
        assertThat(problems).anySatisfy(problem -> assertThat(problem.what()).contains("another process has"));
        assertThat(Told.read(spool)).as("what was acknowledged").containsExactly(1, 2, 3, 4);
        for (RecordId id : waiting()) {
            try {
                spool.done(List.of(id)); // Each mark would like a segment of its own.
            } catch (SpoolException e) {
                assertThat(e.reason()).isEqualTo(SpoolException.Reason.DISK);
            }
        }
        assertThat(filesOfSpool()).isEqualTo(theirs);
        Files.createDirectory(directory.resolve("elsewhere/spool"));
        other.close();
    }

    @Test
    void directoryThatAnotherProcessTookIsMadeAnewWhenThatHasEndedAndWhatItLeftIsKept() throws Exception {
        Spool other = takenByAnother();
        assertThatExceptionOfType(SpoolException.class).isThrownBy(() -> spool.append(Told.transaction(9, 1, 10)));
        other.close();
        spool.append(Told.transaction(5, 1, 10));
        assertThat(Told.read(spool)).containsExactly(1, 2, 3, 4, 5);
        assertThat(spool.adopt()).isEqualTo(1);
        assertThat(Told.read(spool)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 21);
        spool.close();
        spool = open();
        assertThat(Told.read(spool)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 21);
    }
}
