package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real disk. */
class SpoolOwnerTest {
    @TempDir
    Path home;

    private final List<SpoolProblem> problems = new ArrayList<>();

    private Spool open() throws SpoolException {
        return Spool.open(home, Told.MOST, null, InstantSource.system(), new Random(), problems::add, new LocalDisk());
    }

    @Test
    void oneProcessOwnsADirectoryAndAnotherTakesItOver() throws Exception {
        Spool first = open();
        first.append(Told.transaction(1, 1, 10));
        try (Spool second = open()) {
            second.append(Told.transaction(2, 1, 10));
            assertThat(Told.read(second)).containsExactly(2);
            assertThat(second.adopt()).isZero();
            first.close();
            assertThat(second.adopt()).isEqualTo(1);
            assertThat(Told.read(second)).containsExactly(1, 2);
            assertThat(second.status().waiting()).isEqualTo(2);
            try (Spool third = open()) {
                assertThat(Told.read(third)).isEmpty();
            }
        }
        try (Spool last = open()) {
            assertThat(Told.read(last)).containsExactly(1, 2);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void whatTakesOverCanFinishIt() throws Exception {
        try (Spool first = open()) {
            first.append(Told.transaction(1, 1, 10));
            first.append(Told.transaction(2, 1, 10));
        }
        try (Spool second = open();
                SpoolReader<SpoolRecord> reader = second.reader()) {
            SpoolRecord record = Objects.requireNonNull(reader.next());
            second.done(List.of(record.id()));
        }
        try (Spool third = open()) {
            assertThat(Told.read(third)).containsExactly(2);
        }
    }

    @Test
    void onlyTheOwnerMayReadIt() throws Exception {
        try (Spool spool = open()) {
            spool.append(Told.transaction(1, 1, 10));
            try (Stream<Path> all = Files.walk(home.resolve("spool"))) {
                for (Path path : all.toList()) {
                    String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as("%s", path)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aFileThatSomebodyDeletesIsMadeAnewAndReplacedByAnother() throws Exception {
        try (Spool spool = open()) {
            spool.append(Told.transaction(1, 1, 10));
            Files.delete(home.resolve("spool/0001/000000000001.spool"));
            spool.append(Told.transaction(2, 1, 10));
            assertThat(home.resolve("spool/0001/000000000002.spool")).exists();
        }
        try (Spool spool = open()) {
            assertThat(Told.read(spool)).containsExactly(1, 2);
        }
    }

    @Test
    void anInterruptedApplicationLosesNothing() throws Exception {
        try (Spool spool = open()) {
            Thread.currentThread().interrupt();
            spool.append(Told.transaction(1, 1, 10));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Told.read(spool)).containsExactly(1);
        }
    }

    @Test
    void aClosedSpoolRefuses() throws Exception {
        Spool spool = open();
        spool.close();
        try {
            spool.append(Told.transaction(1, 1, 10));
        } catch (SpoolException e) {
            assertThat(e.reason()).isEqualTo(SpoolException.Reason.CLOSED);
            return;
        }
        throw new AssertionError("it took a record");
    }

    @Test
    void aReaderSeesWhatIsAppendedMeanwhile() throws Exception {
        try (Spool spool = open();
                SpoolReader<SpoolRecord> reader = spool.reader()) {
            assertThat(reader.next()).isNull();
            for (int i = 1; i <= 40; i++) {
                spool.append(Told.transaction(i, 1, 20_000));
                SpoolRecord record = Objects.requireNonNull(reader.next());
                assertThat(Told.number(record)).isEqualTo(i);
                spool.done(List.of(record.id()));
                assertThat(reader.next()).isNull();
            }
        }
        assertThat(problems).isEmpty();
    }
}
