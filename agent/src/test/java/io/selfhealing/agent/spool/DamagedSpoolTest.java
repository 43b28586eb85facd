package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.spool.SimulatedDisk.Left;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Corrupted, truncated, reordered and foreign directories: what is sound is read, and what is wrong is told. */
@Timeout(60)
class DamagedSpoolTest {
    private static final int RECORDS = 12;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<SpoolProblem> problems = new ArrayList<>();

    /** Six segments of two records each. */
    @BeforeEach
    void fill() throws Exception {
        Told told = new Told();
        Spool spool = Told.open(disk, problems);
        for (int i = 0; i < RECORDS; i++) {
            told.append(spool, 1, 40_000);
        }
        assertThat(disk.files()).hasSize(RECORDS / 2);
    }

    private static List<Integer> all() {
        return IntStream.rangeClosed(1, RECORDS).boxed().toList();
    }

    private static Path segment(int number) {
        return Path.of("/home/spool/0001/00000000000" + number + ".spool");
    }

    private List<Integer> read() throws Exception {
        SimulatedDisk copy = disk.restarted(Left.ALL);
        try (Spool spool = Told.open(copy, problems)) {
            List<Integer> read = Told.read(spool);
            spool.append(Told.transaction(99, 1, 10));
            assertThat(Told.read(spool)).contains(99);
            return read;
        }
    }

    @Test
    void anyByteMayBeWrong() throws Exception {
        Random random = new Random(7);
        byte[] sound = disk.content(segment(3));
        for (int round = 0; round < 200; round++) {
            byte[] damaged = sound.clone();
            int at = round < 100 ? round : random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            disk.put(segment(3), damaged);
            problems.clear();
            List<Integer> read = read();
            assertThat(read).as("byte %s", at).isSorted().doesNotHaveDuplicates();
            assertThat(read).as("byte %s", at).contains(1, 2, 3, 4, 7, 8, 9, 10, 11, 12);
            assertThat(read).as("byte %s", at).containsAnyOf(5, 6);
            assertThat(problems)
                    .as("byte %s", at)
                    .anySatisfy(problem -> assertThat(problem.file()).isEqualTo(segment(3)));
        }
    }

    @Test
    void aSegmentMayEndAnywhere() throws Exception {
        byte[] sound = disk.content(segment(3));
        for (int length = 0; length < sound.length; length += length < 400 ? 7 : 9_001) {
            disk.put(segment(3), Arrays.copyOf(sound, length));
            problems.clear();
            assertThat(read()).as("%s bytes", length).contains(1, 2, 3, 4, 7, 8, 9, 10, 11, 12);
            int end = length;
            assertThat(problems).as("%s bytes", length).anySatisfy(problem -> {
                assertThat(problem.file()).isEqualTo(segment(3));
                assertThat(problem.offset()).isEqualTo(end);
                assertThat(problem.what()).contains((sound.length - end) + " bytes of it are missing");
            });
        }
    }

    @Test
    void theTailOfTheLastSegmentAloneIsCutOff() throws Exception {
        byte[] sound = disk.content(segment(6));
        byte[] torn = Arrays.copyOf(sound, sound.length - 100);
        disk.put(segment(6), torn);
        SimulatedDisk copy = disk.restarted(Left.ALL);
        try (Spool spool = Told.open(copy, problems)) {
            assertThat(Told.read(spool)).hasSize(RECORDS - 1).doesNotContain(RECORDS);
            assertThat(copy.content(segment(6)).length).isLessThan(torn.length);
            assertThat(problems)
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.what()).contains("was not acknowledged"));
            assertThat(copy.content(segment(3))).isEqualTo(disk.content(segment(3)));
        }
    }

    /** It was there to its last byte: it may have been acknowledged. */
    @Test
    void aDamagedLastRecordIsKept() throws Exception {
        byte[] bytes = disk.content(segment(6));
        bytes[bytes.length - 10] ^= 1;
        disk.put(segment(6), bytes);
        SimulatedDisk copy = disk.restarted(Left.ALL);
        try (Spool spool = Told.open(copy, problems)) {
            assertThat(Told.read(spool)).hasSize(RECORDS - 1);
            assertThat(copy.content(segment(6))).isEqualTo(bytes);
            assertThat(problems)
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.what()).contains("bytes are damaged"));
        }
    }

    @Test
    void segmentsMaySwapTheirNames() throws Exception {
        byte[] second = disk.content(segment(2));
        disk.put(segment(2), disk.content(segment(4)));
        disk.put(segment(4), second);
        assertThat(read()).isEqualTo(all());
        assertThat(problems).extracting(SpoolProblem::file).containsExactlyInAnyOrder(segment(2), segment(4));
    }

    @Test
    void framesMaySwapTheirPlaces() throws Exception {
        byte[] bytes = disk.content(segment(3));
        int opening = (int) Frame.length(bytes, FileHeader.LENGTH);
        int first = FileHeader.LENGTH + opening;
        int length = (int) Frame.length(bytes, first);
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, first + length, swapped, first, bytes.length - first - length);
        System.arraycopy(bytes, first, swapped, bytes.length - length, length);
        disk.put(segment(3), swapped);
        assertThat(read()).containsExactly(1, 2, 3, 4, 6, 5, 7, 8, 9, 10, 11, 12);
        assertThat(problems).isNotEmpty();
    }

    @Test
    void aMissingSegmentIsTold() throws Exception {
        disk.remove(segment(3));
        assertThat(read()).containsExactly(1, 2, 3, 4, 7, 8, 9, 10, 11, 12);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(segment(3));
            assertThat(problem.what()).contains("is missing");
        });
    }

    @Test
    void aCopyOfASegmentIsReadOnceItIsDoneOnce() throws Exception {
        disk.put(segment(9), disk.content(segment(3)));
        SimulatedDisk copy = disk.restarted(Left.ALL);
        try (Spool spool = Told.open(copy, problems);
                SpoolReader<SpoolRecord> reader = spool.reader()) {
            List<RecordId> ids = new ArrayList<>();
            for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                ids.add(record.id());
                spool.done(List.of(record.id()));
            }
            assertThat(ids).hasSize(RECORDS).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsForeignIsToldAndLeftAlone() throws Exception {
        byte[] text = "not a segment at all, but somebody's notes".getBytes(StandardCharsets.US_ASCII);
        Path notes = Path.of("/home/spool/0001/notes.txt");
        disk.put(notes, text);
        disk.put(segment(9), text);
        disk.put(Path.of("/home/spool/README"), text);
        SimulatedDisk copy = disk.restarted(Left.ALL);
        try (Spool spool = Told.open(copy, problems)) {
            List<RecordId> ids = new ArrayList<>();
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                    ids.add(record.id());
                }
            }
            assertThat(ids).hasSize(RECORDS);
            spool.done(ids);
        }
        assertThat(copy.files()).containsExactlyInAnyOrder(notes, segment(9), Path.of("/home/spool/README"));
        assertThat(problems).hasSize(3);
    }

    @Test
    void aNewerVersionIsLeftAlone() throws Exception {
        byte[] newer = disk.content(segment(3));
        byte[] header = Arrays.copyOf(FileHeader.bytes(), FileHeader.LENGTH);
        header[11] = 2;
        CRC32C crc = new CRC32C();
        crc.update(header, 0, 12);
        ByteBuffer.wrap(header).putInt(12, (int) crc.getValue());
        System.arraycopy(header, 0, newer, 0, header.length);
        disk.put(segment(3), newer);
        assertThat(read()).containsExactly(1, 2, 3, 4, 7, 8, 9, 10, 11, 12);
        assertThat(problems).anySatisfy(problem -> assertThat(problem.what()).contains("written by a newer version"));
    }
}
