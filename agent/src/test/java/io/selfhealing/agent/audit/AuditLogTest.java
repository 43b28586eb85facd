package io.selfhealing.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T03:00:00Z"));

    @TempDir
    Path home;

    private void append(int count) throws IOException {
        for (int i = 1; i <= count; i++) {
            new AuditLog(home, CLOCK).append(new AuditEntry("ada", "mode off", "app " + i, "because \"quoted\"\n"));
        }
    }

    private AuditTrail read(@Nullable AuditHead known) throws IOException {
        return AuditTrail.read(home, known, (number, line) -> {});
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(home.resolve("audit.jsonl")));
    }

    private void write(List<String> lines) throws IOException {
        Files.writeString(home.resolve("audit.jsonl"), String.join("\n", lines) + "\n");
    }

    @Test
    void whatIsUntouchedIsBelieved() throws IOException {
        append(3);
        List<String> seen = new ArrayList<>();
        AuditTrail trail = AuditTrail.read(home, null, (number, line) -> seen.add(number + line));
        assertThat(trail.findings()).isEmpty();
        assertThat(trail.head().number()).isEqualTo(3);
        assertThat(seen).hasSize(3).allSatisfy(line -> assertThat(line).contains("ada", "mode off"));
        assertThat(Files.readString(home.resolve("audit.head")).strip())
                .isEqualTo(trail.head().toString());
    }

    @Test
    void anEmptyHomeIsBelievedToo() throws IOException {
        assertThat(read(null).findings()).isEmpty();
        assertThat(read(null).head()).isEqualTo(AuditHead.NONE);
    }

    @Test
    void everyAlteredLineIsFound() throws IOException {
        append(4);
        for (int i = 0; i < 4; i++) {
            List<String> lines = lines();
            List<String> altered = new ArrayList<>(lines);
            altered.set(i, altered.get(i).replace("mode off", "mode obs"));
            write(altered);
            assertThat(read(null).findings())
                    .as("line %d", i + 1)
                    .singleElement()
                    .asString()
                    .contains("line " + (i + 1));
            write(lines);
        }
    }

    @Test
    void everyRemovedLineIsFound() throws IOException {
        append(4);
        for (int i = 0; i < 4; i++) {
            List<String> lines = lines();
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            write(fewer);
            assertThat(read(null).findings()).as("line %d", i + 1).isNotEmpty();
            write(lines);
        }
        Files.delete(home.resolve("audit.jsonl"));
        assertThat(read(null).findings())
                .containsExactly("lines 1 to 4 are missing at the end: audit.head knows of them");
    }

    @Test
    void aLogThatWasWrittenAnewIsFoundByAHeadThatWasKeptElsewhere() throws IOException {
        append(3);
        AuditHead kept = read(null).head();
        Files.delete(home.resolve("audit.jsonl"));
        Files.delete(home.resolve("audit.head"));
        new AuditLog(home, CLOCK).append(new AuditEntry("eve", "nothing", "", ""));
        assertThat(read(null).findings()).isEmpty();
        assertThat(read(kept).findings()).isNotEmpty();
        append(5);
        assertThat(read(kept).findings()).containsExactly("line 3 was altered: the given head knows another");
    }

    /** A process may end between the line and the head, or in the middle of a line. */
    @Test
    void theEndOfAProcessIsNoFinding() throws IOException {
        append(2);
        String head = Files.readString(home.resolve("audit.head"));
        append(1);
        Files.writeString(home.resolve("audit.head"), head);
        assertThat(read(null).findings()).isEmpty();

        Files.writeString(home.resolve("audit.jsonl"), "{\"n\":4,\"ti", StandardOpenOption.APPEND);
        assertThat(read(null).findings()).isEmpty();
        append(2);
        AuditTrail trail = read(null);
        assertThat(trail.findings()).isEmpty();
        assertThat(trail.torn()).isEqualTo(1);
        assertThat(trail.head().number()).isEqualTo(6);
    }

    @Test
    void manyMayWriteAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> {
                    append(5);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(read(null).findings()).isEmpty();
        assertThat(read(null).head().number()).isEqualTo(20);
    }

    @Test
    void longNamesAreCut() throws IOException {
        new AuditLog(home, CLOCK).append(new AuditEntry("x".repeat(100_000), "a", "", ""));
        append(1);
        assertThat(read(null).findings()).isEmpty();
        assertThat(Files.size(home.resolve("audit.jsonl"))).isLessThan(5_000);
    }

    @Test
    void aHeadIsReadAsItIsWritten() {
        AuditHead head = new AuditHead(7, "ab".repeat(32));
        assertThat(AuditHead.of(head + "\n")).isEqualTo(head);
        assertThat(AuditHead.of("7:xyz")).isNull();
        assertThat(AuditHead.of("")).isNull();
    }
}
