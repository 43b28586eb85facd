package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody else put into the spool, or changed there: nothing of them is read, and what is genuine is. */
@Timeout(60)
class ForgedSpoolTest {
    @TempDir
    Path home;

    private final List<SpoolProblem> problems = new ArrayList<>();

    private Spool open() throws SpoolException {
        LocalDisk disk = new LocalDisk();
        return Spool.open(
                home, Told.MOST, null, Trust.of(home, disk), InstantSource.system(), new Random(), problems::add, disk);
    }

    /** As the version before wrote it, which knew no seals. */
    private Spool openEarlier() throws SpoolException {
        return Spool.open(home, Told.MOST, null, InstantSource.system(), new Random(), problems::add, new LocalDisk());
    }

    private static Frame record(UUID spool, long sequence, int number) throws Exception {
        byte[] body = RecordJson.record(Instant.now(), Told.transaction(number, 1, 10));
        return new Frame(Kind.RECORD, false, spool, sequence, body);
    }

    private Path put(String directory, long number, Frame... frames) throws IOException {
        Path log = Files.createDirectories(home.resolve("spool").resolve(directory));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(FileHeader.bytes());
        for (Frame frame : frames) {
            bytes.writeBytes(frame.bytes());
        }
        return Files.write(SegmentNames.segment(log, number), bytes.toByteArray());
    }

    private void append(int... numbers) throws Exception {
        try (Spool spool = open()) {
            for (int number : numbers) {
                spool.append(Told.transaction(number, 1, 10));
            }
        }
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("spool"))) {
            return all.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
        }
    }

    @Test
    void recordsWithoutTheHomesSealAreNotReadAndTheirFileIsKept() throws Exception {
        append(1, 2);
        Path forged = put("0001", 99, record(UUID.randomUUID(), 1, 66));
        put("0007", 1, record(UUID.randomUUID(), 1, 67));
        byte[] bytes = Files.readAllBytes(forged);

        try (Spool spool = open()) {
            assertThat(Told.read(spool)).containsExactly(1, 2);
            assertThat(spool.status().waiting()).isEqualTo(2);
            spool.append(Told.transaction(3, 1, 10));
            assertThat(Told.read(spool)).containsExactly(1, 2, 3);
        }
        assertThat(problems)
                .anySatisfy(problem -> {
                    assertThat(problem.file()).isEqualTo(forged);
                    assertThat(problem.what()).contains("not written by the agents of this home", "is kept");
                })
                .anySatisfy(problem -> assertThat(problem.file().toString()).contains("0007"));
        assertThat(Stream.concat(files(".spool").stream(), files(".damaged").stream()))
                .anySatisfy(path -> assertThat(Files.readAllBytes(path)).isEqualTo(bytes));
    }

    @Test
    void recordThatWasChangedIsNotReadAndTheOthersAre() throws Exception {
        append(1, 2, 3);
        Path segment = files(".spool").get(0);
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, changed(bytes, "orders", "others"));

        try (Spool spool = open()) {
            assertThat(Told.read(spool)).containsExactly(1, 3);
        }
        assertThat(problems).anySatisfy(problem -> assertThat(problem.what()).contains("seal"));
    }

    /** The second record with another text, and a check that fits it. */
    private static byte[] changed(byte[] bytes, String from, String to) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(bytes, FileHeader.LENGTH));
        int at = FileHeader.LENGTH;
        for (int n = 0; at < bytes.length; n++) {
            int length = (int) Frame.length(bytes, at);
            byte[] frame = Arrays.copyOfRange(bytes, at, at + length);
            if (n == 2) {
                String text = new String(frame, Frame.HEADER, length - Frame.HEADER, StandardCharsets.ISO_8859_1)
                        .replace(from, to);
                System.arraycopy(
                        text.getBytes(StandardCharsets.ISO_8859_1), 0, frame, Frame.HEADER, length - Frame.HEADER);
                java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
                crc.update(frame, 4, 4);
                crc.update(frame, 12, length - 12);
                java.nio.ByteBuffer.wrap(frame).putInt(8, (int) crc.getValue());
            }
            out.writeBytes(frame);
            at += length;
        }
        return out.toByteArray();
    }

    @Test
    void forgedMarkMakesNothingDoneAndAForgedOpeningCutsNothingOff() throws Exception {
        RecordId first;
        try (Spool spool = open()) {
            first = spool.append(Told.transaction(1, 1, 10));
            spool.append(Told.transaction(2, 1, 10));
        }
        Ids all = new Ids();
        all.add(first);
        put("0001", 50, new Frame(Kind.DONE, false, UUID.randomUUID(), 1, DoneMark.body(all)));
        Opening opening = new Opening(51, 1, FileHeader.LENGTH, null);
        put("0001", 51, new Frame(Kind.OPENING, false, UUID.randomUUID(), 0, opening.body(Instant.now())));

        try (Spool spool = open()) {
            assertThat(Told.read(spool)).containsExactly(1, 2);
        }
    }

    @Test
    void forgedRecordWithTheIdOfAGenuineOneTakesNothingFromIt() throws Exception {
        RecordId genuine;
        try (Spool spool = open()) {
            genuine = spool.append(Told.transaction(1, 1, 10));
        }
        put("0001", 50, record(genuine.spool(), genuine.sequence(), 66));
        for (int start = 0; start < 3; start++) {
            try (Spool spool = open()) {
                assertThat(Told.read(spool)).containsExactly(1);
            }
        }
    }

    @Test
    void whatTheVersionBeforeLeftIsReadAfterTheUpgradeAlsoByTheNextProcess() throws Exception {
        RecordId first;
        try (Spool spool = openEarlier()) {
            first = spool.append(Told.transaction(1, 1, 10));
            spool.append(Told.transaction(2, 1, 10));
            spool.append(Told.transaction(3, 1, 10));
            spool.done(List.of(first));
        }
        try (Spool spool = open()) {
            assertThat(Told.read(spool)).containsExactly(2, 3);
            spool.append(Told.transaction(4, 1, 10));
        }
        try (Spool spool = open()) {
            assertThat(Told.read(spool)).containsExactly(2, 3, 4);
        }
        assertThat(problems).isEmpty();
        put("0001", 60, record(first.spool(), 9, 66));
        try (Spool spool = open()) {
            assertThat(Told.read(spool)).containsExactly(2, 3, 4);
        }
    }

    @Test
    void whatTheVersionBeforeLeftIsReplayedOnceAfterTheUpgrade() throws Exception {
        try (Spool spool = openEarlier()) {
            spool.append(Told.transaction(1, 1, 10));
            spool.append(Told.transaction(2, 1, 10));
        }
        try (Spool spool = open()) {
            List<RecordId> ids = new ArrayList<>();
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                    ids.add(record.id());
                }
            }
            assertThat(ids).hasSize(2);
            spool.done(ids);
            spool.append(Told.transaction(3, 1, 10));
        }
        put("0001", 1, record(UUID.randomUUID(), 1, 66));
        put("0002", 1, record(UUID.randomUUID(), 1, 67));
        for (int start = 0; start < 2; start++) {
            try (Spool spool = open()) {
                assertThat(Told.read(spool)).containsExactly(3);
            }
        }
    }

    @Test
    void whatTheVersionBeforeLeftIsNotReadOnceItWasChanged() throws Exception {
        try (Spool spool = openEarlier()) {
            spool.append(Told.transaction(1, 1, 10));
            spool.append(Told.transaction(2, 1, 10));
        }
        open().close();
        Path segment = files(".spool").get(0);
        Files.write(segment, changed(Files.readAllBytes(segment), "orders", "others"));

        try (Spool spool = open()) {
            assertThat(Told.read(spool)).isEmpty();
        }
    }

    @Test
    void keyThatWasTakenAwayVouchesForNothingUnsealed() throws Exception {
        append(1);
        Files.delete(home.resolve(Seal.FILE));
        put("0001", 50, record(UUID.randomUUID(), 1, 66));

        try (Spool spool = open()) {
            assertThat(Told.read(spool)).isEmpty();
        }
        assertThat(problems).isNotEmpty();
    }

    @Test
    void homesKeyIsItsOwnersAloneAndNoLinkToAnother() throws Exception {
        append(1);
        Path key = home.resolve(Seal.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Path other = Files.write(home.resolve("other"), new byte[32]);
        Files.delete(key);
        Files.createSymbolicLink(key, other);

        assertThatExceptionOfType(SpoolException.class)
                .isThrownBy(this::open)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(SpoolException.Reason.KEY));
    }

    @Test
    void deadLettersAreSealedAndTriedOnceMore() throws Exception {
        try (Spool spool = open()) {
            spool.append(Told.transaction(1, 1, 10));
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                spool.deadLetter(java.util.Objects.requireNonNull(reader.next()), "refused");
            }
        }
        try (Spool spool = open()) {
            assertThat(Told.read(spool)).isEmpty();
            assertThat(spool.retry(new Choice(null, null, 10))).isEqualTo(1);
            assertThat(Told.read(spool)).containsExactly(1);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void whoOnlyLooksIsShownWhatWouldBeWritten() throws Exception {
        append(1);
        put("0001", 50, record(UUID.randomUUID(), 1, 66));
        long read = 0;
        for (SpoolDirectory directory : SpoolDirectory.under(home)) {
            read += directory.verify(null, problems::add, () -> {});
        }
        assertThat(read).isEqualTo(1);
        assertThat(problems).anySatisfy(problem -> assertThat(problem.what()).contains("seal"));
    }

    @Test
    void highestNumberThatANameCanBearLeavesRoomForGenuineOnes() throws Exception {
        append(1);
        put("0001", 999_999_999_999L, record(UUID.randomUUID(), 1, 66));
        append(2);
        append(3);
        try (Spool spool = open()) {
            assertThat(Told.read(spool)).containsExactly(1, 2, 3);
        }
    }

    /** Frames that the home did write, without an opening, in a file that somebody else gave its name. */
    @Test
    void genuineRecordsUnderTheHighestNumberLeaveRoomToo() throws Exception {
        append(1);
        byte[] bytes = Files.readAllBytes(files(".spool").get(0));
        int opening = (int) Frame.length(bytes, FileHeader.LENGTH);
        Path copy = put("0001", 999_999_999_999L);
        Files.write(
                copy, Arrays.copyOfRange(bytes, FileHeader.LENGTH + opening, bytes.length), StandardOpenOption.APPEND);
        append(2);
        append(3);
        try (Spool spool = open()) {
            assertThat(Told.read(spool)).contains(1, 2, 3);
        }
    }

    @Test
    void fileWithTheNextNumberHoldsUpNoRecord() throws Exception {
        try (Spool spool = open()) {
            spool.append(Told.transaction(1, 1, 70_000));
            Path next = put("0001", 2, record(UUID.randomUUID(), 1, 66));
            put("0001", 3, record(UUID.randomUUID(), 1, 66));
            byte[] bytes = Files.readAllBytes(next);
            spool.append(Told.transaction(2, 1, 10));
            assertThat(Told.read(spool)).containsExactly(1, 2);
            assertThat(next).hasBinaryContent(bytes);
        }
        try (Spool spool = open()) {
            assertThat(Told.read(spool)).containsExactly(1, 2);
        }
    }

    @Test
    void writeThatWasCutOffIsNoDamageBecauseAForgedFileStandsBehindIt() throws Exception {
        append(1, 2);
        Path segment = files(".spool").get(0);
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length - 20));
        Path forged = put("0001", 50, record(UUID.randomUUID(), 1, 66));
        put("0001", 51);
        try (Spool spool = open()) {
            assertThat(Told.read(spool)).containsExactly(1);
        }
        assertThat(problems).extracting(SpoolProblem::file).containsExactlyInAnyOrder(segment, forged);
        assertThat(problems)
                .filteredOn(problem -> problem.file().equals(segment))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("was not acknowledged"));
    }

    @Test
    void whoGoesOnReadingIsGivenWhatIsAppendedBesideAForgedFile() throws Exception {
        append(1);
        put("0001", 500_000, record(UUID.randomUUID(), 1, 66));
        try (Spool spool = open();
                SpoolReader<SpoolRecord> reader = spool.reader()) {
            for (int number = 2; number < 6; number++) {
                spool.append(Told.transaction(number, 1, 70_000));
            }
            List<Integer> read = new ArrayList<>();
            for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                read.add(Told.number(record));
            }
            spool.append(Told.transaction(6, 1, 10));
            read.add(Told.number(Objects.requireNonNull(reader.next())));
            assertThat(read).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void linksAndDirectoriesAmongTheSegmentsHoldUpNothing() throws Exception {
        append(1, 2);
        Path log = home.resolve("spool/0001");
        Path own = files(".spool").get(0);
        Path other = Files.write(home.resolve("other"), new byte[] {1});
        Files.move(own, SegmentNames.segment(log, 5));
        Files.createSymbolicLink(SegmentNames.segment(log, 1), other);
        Files.createDirectory(SegmentNames.segment(log, 2));
        Files.createSymbolicLink(log.resolve("000000000003.spool.damaged"), other);
        Files.createDirectory(log.resolve("000000000004.spool.damaged"));
        try (Spool spool = open()) {
            List<RecordId> ids = new ArrayList<>();
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                    ids.add(record.id());
                }
            }
            assertThat(ids).hasSize(2);
            spool.done(ids);
        }
        assertThat(files(".spool"))
                .hasSize(2)
                .allSatisfy(path -> assertThat(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                        .isFalse());
        assertThat(other).hasBinaryContent(new byte[] {1});
    }

    @Test
    void nameThatIsTakenDoesNotKeepADamagedFileFromBeingSetAside() throws Exception {
        append(1, 2, 3);
        Path segment = files(".spool").get(0);
        Files.write(segment, changed(Files.readAllBytes(segment), "orders", "others"));
        Path taken = Files.write(segment.resolveSibling(segment.getFileName() + ".damaged"), new byte[] {1});
        try (Spool spool = open()) {
            List<RecordId> ids = new ArrayList<>();
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                    ids.add(record.id());
                }
            }
            assertThat(ids).hasSize(2);
            spool.done(ids);
        }
        assertThat(files(".spool")).isEmpty();
        assertThat(files(".damaged")).hasSize(2);
        assertThat(taken).hasBinaryContent(new byte[] {1});
    }
}
