package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.selfhealing.agent.spool.SimulatedDisk.Fault;
import io.selfhealing.agent.spool.SimulatedDisk.Left;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a spool must never get wrong, one test each. */
@Timeout(60)
class SpoolRulesTest {
    private final SimulatedDisk disk = new SimulatedDisk();
    private final Told told = new Told();

    @Test
    void acknowledgesOnlyAfterFsync() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            for (int i = 1; i <= 20; i++) {
                told.append(spool, 1, 100);
                try (Spool after = Told.open(disk.restarted(Left.NOTHING), told.problems)) {
                    assertThat(Told.read(after)).hasSize(i);
                }
            }
        }
    }

    @Test
    void manyWritersShareOneFsync() throws Exception {
        int writers = 8;
        int each = 50;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        SlowSync slow = new SlowSync(disk);
        try (Spool spool = Told.open(slow, told.problems)) {
            List<Future<?>> running = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                int writer = w;
                running.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        spool.append(Told.transaction(writer * each + i, 1, 10));
                    }
                    return null;
                }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
            assertThat(Told.read(spool)).hasSize(writers * each);
            assertThat(disk.syncs()).isLessThan(writers * each / 2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFailedFsyncIsFatalForItsSegment() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            told.append(spool, 1, 10);
            disk.fail(2, 1, Fault.REFUSES);
            told.append(spool, 1, 10);
            assertThat(told.refused).containsExactly(2);
            assertThat(disk.hasFailed()).isTrue();
            told.append(spool, 1, 10);
            assertThat(segments()).hasSize(2);
            told.check(Told.read(spool), "the same process");
            for (Left left : Left.values()) {
                try (Spool after = Told.open(disk.restarted(left), told.problems)) {
                    assertThat(Told.read(after)).as("%s is left", left).containsExactly(1, 3);
                }
            }
        }
    }

    /** The file cannot be cut, and its bytes have come to the disk all the same. */
    @Test
    void aRecordThatTheApplicationWasToldIsLostIsNeverReplayed() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            told.append(spool, 1, 10);
            disk.fail(2, 2, Fault.FAILS_AFTERWARDS);
            told.append(spool, 1, 10);
            assertThat(told.refused).containsExactly(2);
            told.append(spool, 1, 10);
            for (Left left : Left.values()) {
                try (Spool after = Told.open(disk.restarted(left), told.problems)) {
                    assertThat(Told.read(after)).as("%s is left", left).containsExactly(1, 3);
                }
            }
        }
    }

    @Test
    void doubtIsSaidWhereTheDiskAllowsNoCertainty() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            told.append(spool, 1, 10);
            disk.fail(2, 1000, Fault.REFUSES);
            told.append(spool, 1, 10);
            assertThat(told.unknown).containsExactly(2);
            disk.heal();
            told.append(spool, 1, 10);
            assertThat(Told.read(spool)).containsExactly(1, 3);
        }
    }

    @Test
    void aBadRecordIsPassedOverAndSetAside() throws Exception {
        Path segment;
        byte[] bytes;
        try (Spool spool = Told.open(disk, told.problems)) {
            for (int i = 0; i < 5; i++) {
                told.append(spool, 1, 100);
            }
            segment = segments().get(0);
            bytes = disk.content(segment);
        }
        int third = indexOf(bytes, told.ids.get(3));
        bytes[third + 200] ^= 1;
        disk.put(segment, bytes);
        SimulatedDisk damaged = disk.restarted(Left.ALL);
        try (Spool spool = Told.open(damaged, told.problems)) {
            assertThat(Told.read(spool)).containsExactly(1, 2, 4, 5);
            assertThat(told.problems).anySatisfy(problem -> {
                assertThat(problem.file()).isEqualTo(segment);
                assertThat(problem.offset()).isEqualTo(third - 16);
            });
            told.append(spool, 1, 10);
            told.done(spool, List.of(1, 2, 4, 5));
            assertThat(damaged.files()).contains(Path.of(segment + ".damaged")).doesNotContain(segment);
            assertThat(damaged.content(Path.of(segment + ".damaged"))).isEqualTo(bytes);
        }
    }

    @Test
    void anEmptyNewestSegmentIsRebuiltFromTheOthers() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            for (int i = 0; i < 4; i++) {
                told.append(spool, 1, 40_000);
            }
            told.done(spool, List.of(1));
            disk.put(Path.of("/home/spool/0001/000000000099.spool"), new byte[0]);
            try (Spool after = Told.open(disk.restarted(Left.ALL), told.problems)) {
                assertThat(Told.read(after)).containsExactly(2, 3, 4);
            }
        }
    }

    @Test
    void aFullSpoolRefusesAndStaysReadable() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            while (told.refused.isEmpty()) {
                told.append(spool, 1, 40_000);
            }
            assertThatExceptionOfType(SpoolException.class)
                    .isThrownBy(() -> spool.append(Told.transaction(1, 1, 40_000)))
                    .withMessageContaining("raise selfhealing.spool.max-bytes")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(SpoolException.Reason.FULL));
            assertThat(spool.status().bytes()).isLessThanOrEqualTo(Told.MOST + 10_000);
            told.check(Told.read(spool), "full");
            told.done(spool, List.copyOf(told.kept));
            told.append(spool, 1, 40_000);
            assertThat(Told.read(spool)).hasSize(1);
        }
    }

    @Test
    void theWayBackIsFreeOnAFullDisk() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            for (int i = 0; i < 10; i++) {
                told.append(spool, 1, 40_000);
            }
            int before = disk.files().size();
            disk.fail(1, 1, Fault.REFUSES);
            told.done(spool, List.of(1, 2, 3, 4, 5, 6));
            assertThat(disk.files()).hasSizeLessThan(before);
            disk.heal();
            assertThat(Told.read(spool)).containsExactly(7, 8, 9, 10);
        }
    }

    @Test
    void aPoisonRecordBlocksNothingElse() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            for (int i = 0; i < 3; i++) {
                told.append(spool, 1, 10);
            }
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                spool.deadLetter(Objects.requireNonNull(reader.next()), "23505: duplicate key");
            }
            assertThat(Told.read(spool)).containsExactly(2, 3);
        }
        try (Spool spool = Told.open(disk.restarted(Left.NOTHING), told.problems);
                SpoolReader<DeadLetter> letters = spool.deadLetters()) {
            DeadLetter letter = Objects.requireNonNull(letters.next());
            assertThat(letter.reason()).isEqualTo("23505: duplicate key");
            assertThat(letter.record().id()).isEqualTo(told.ids.get(1));
            assertThat(spool.discard(Choice.of(Set.of(letter.record().id())))).isEqualTo(1);
            assertThat(spool.status().deadLetters()).isZero();
            assertThat(Told.read(spool)).containsExactly(2, 3);
        }
    }

    private static final Choice ALL = new Choice(null, null, Integer.MAX_VALUE);

    /** The second and the fourth of five records are dead letters. */
    private Spool withDeadLetters() throws Exception {
        Spool spool = Told.open(disk, told.problems);
        for (int i = 0; i < 5; i++) {
            told.append(spool, 1, 10);
        }
        try (SpoolReader<SpoolRecord> reader = spool.reader()) {
            for (int number = 1; number <= 5; number++) {
                SpoolRecord record = Objects.requireNonNull(reader.next());
                if (number % 2 == 0) {
                    spool.deadLetter(record, "refused");
                }
            }
        }
        return spool;
    }

    @Test
    void aDeadLetterIsRetriedInItsPlaceAndUnderItsName() throws Exception {
        try (Spool spool = withDeadLetters()) {
            RecordId second = Objects.requireNonNull(told.ids.get(2));
            assertThat(spool.retry(Choice.of(Set.of(second)))).isEqualTo(1);
            assertThat(spool.retry(Choice.of(Set.of(second)))).isZero();
            assertThat(Told.read(spool)).containsExactly(1, 2, 3, 5);
            assertThat(spool.isRetried(second)).isTrue();
            assertThat(spool.status().waiting()).isEqualTo(4);
            assertThat(spool.status().deadLetters()).isEqualTo(1);
            assertThat(spool.retry(ALL)).isEqualTo(1);
            assertThat(Told.read(spool)).containsExactly(1, 2, 3, 4, 5);
            told.done(spool, List.of(1, 2));
            assertThat(Told.read(spool)).containsExactly(3, 4, 5);
            assertThat(spool.isRetried(second)).isFalse();
        }
        try (Spool spool = Told.open(disk.restarted(Left.NOTHING), told.problems)) {
            assertThat(Told.read(spool)).as("retried no more, and not lost").containsExactly(3, 5);
            assertThat(spool.status().deadLetters()).isEqualTo(1);
        }
    }

    /** The letter is read again after a crash: what keeps its record from landing twice is the ledger, which may not be pruned. */
    @Test
    void aRetriedLetterThatCannotBeEndedIsNotReportedDone() throws Exception {
        try (Spool spool = withDeadLetters()) {
            spool.retry(ALL);
            RecordId second = Objects.requireNonNull(told.ids.get(2));
            disk.fail(1, 1_000, Fault.REFUSES);
            assertThatExceptionOfType(SpoolException.class).isThrownBy(() -> spool.done(List.of(second)));
            disk.heal();
            assertThat(Told.read(spool)).containsExactly(1, 3, 4, 5);
            try (Spool after = Told.open(disk.restarted(Left.NOTHING), told.problems)) {
                assertThat(after.status().deadLetters()).isEqualTo(2);
            }
            spool.done(List.of());
            try (Spool after = Told.open(disk.restarted(Left.NOTHING), told.problems)) {
                assertThat(after.status().deadLetters()).isEqualTo(1);
            }
        }
    }

    @Test
    void aRetriedLetterThatIsRefusedAgainIsOneLetter() throws Exception {
        try (Spool spool = withDeadLetters()) {
            spool.retry(ALL);
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                    if (spool.isRetried(record.id())) {
                        spool.deadLetter(record, "refused again");
                    }
                }
            }
            assertThat(Told.read(spool)).containsExactly(1, 3, 5);
            assertThat(spool.status().deadLetters()).isEqualTo(2);
        }
        try (Spool spool = Told.open(disk.restarted(Left.NOTHING), told.problems);
                SpoolReader<DeadLetter> letters = spool.deadLetters()) {
            assertThat(Objects.requireNonNull(letters.next()).reason()).isEqualTo("refused again");
            assertThat(spool.status().deadLetters()).isEqualTo(2);
        }
    }

    @Test
    void whatIsDiscardedIsGoneForGoodAndNothingElseIs() throws Exception {
        try (Spool spool = withDeadLetters()) {
            Choice some =
                    Choice.of(Set.of(Objects.requireNonNull(told.ids.get(3)), Objects.requireNonNull(told.ids.get(4))));
            assertThat(spool.discard(some)).isEqualTo(1);
            assertThat(spool.discardWaiting(some)).isEqualTo(1);
            assertThat(spool.discardWaiting(new Choice(null, "another", 10))).isZero();
            assertThat(spool.discardWaiting(new Choice(null, "postgresql://db/app", 1)))
                    .isEqualTo(1);
        }
        try (Spool spool = Told.open(disk.restarted(Left.NOTHING), told.problems)) {
            assertThat(Told.read(spool)).containsExactly(5);
            assertThat(spool.status().deadLetters()).isEqualTo(1);
        }
    }

    @Test
    void whatIsDoneIsNotReadAgain() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            for (int i = 0; i < 6; i++) {
                told.append(spool, 1, 10);
            }
            told.done(spool, List.of(2, 3, 5));
            for (Left left : Left.values()) {
                try (Spool after = Told.open(disk.restarted(left), told.problems)) {
                    assertThat(Told.read(after)).as("%s is left", left).containsExactly(1, 4, 6);
                }
            }
        }
    }

    /** No software helps against such a disk; but what it did not lie about is there. */
    @Test
    void aLyingFsyncLosesOnlyWhatItLiedAbout() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            told.append(spool, 1, 10);
            told.append(spool, 1, 10);
            disk.lie();
            told.append(spool, 1, 10);
            for (Left left : Left.values()) {
                try (Spool after = Told.open(disk.restarted(left), told.problems)) {
                    assertThat(Told.read(after)).as("%s is left", left).startsWith(1, 2);
                }
            }
        }
    }

    @Test
    void nothingIsLeftOnDiskOfWhatIsDone() throws Exception {
        try (Spool spool = Told.open(disk, told.problems)) {
            for (int i = 0; i < 30; i++) {
                told.append(spool, 1, 10_000);
            }
            told.done(spool, List.copyOf(told.kept));
        }
        assertThat(disk.files()).isEmpty();
        assertThat(told.problems).isEmpty();
    }

    private List<Path> segments() {
        return disk.files().stream()
                .filter(path -> path.toString().endsWith(".spool"))
                .toList();
    }

    /** Where the spool's id and the sequence stand, 16 bytes behind a frame's beginning. */
    private static int indexOf(byte[] bytes, @Nullable RecordId id) {
        Objects.requireNonNull(id);
        byte[] wanted = new Frame(Kind.RECORD, false, id.spool(), id.sequence(), new byte[0]).identity();
        for (int at = 0; at + wanted.length < bytes.length; at++) {
            if (Arrays.equals(bytes, at + 4, at + wanted.length, wanted, 4, wanted.length)) {
                return at + 4;
            }
        }
        throw new AssertionError("not there");
    }
}
