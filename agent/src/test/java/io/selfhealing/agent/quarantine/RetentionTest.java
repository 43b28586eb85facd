package io.selfhealing.agent.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path home;

    @Test
    void aJournalOfSettledValuesIsSetAsideAndThenDeleted() throws Exception {
        Quarantine one = open();
        one.settle(List.of(restored(landed(one, "a"))));
        age("quarantine.jsonl");
        assertThat(discard()).isZero();
        assertThat(files()).containsExactly("quarantine.jsonl.discarded");
        assertThat(discard()).isEqualTo(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void aValueThatHasNotGoneBackIsNeverDiscarded() throws Exception {
        Quarantine one = open();
        Ticket ticket = landed(one, "a");
        landed(one, "b");
        one.settle(List.of(restored(ticket)));
        age("quarantine.jsonl");
        discard();
        discard();
        assertThat(Quarantine.read(home).entries())
                .extracting(Entry::state)
                .containsExactly(State.RESTORED, State.LANDED);
    }

    @Test
    void whatBecameOfAValueIsKeptAsLongAsTheValue() throws Exception {
        Quarantine dead = open();
        Ticket settled = landed(dead, "a");
        landed(dead, "b");
        open().settle(List.of(restored(settled)));
        age("quarantine.jsonl", "quarantine.2.jsonl");
        discard();
        discard();
        assertThat(files()).containsExactly("quarantine.2.jsonl", "quarantine.jsonl");
    }

    @Test
    void valuesGoBeforeWhatIsToldOfThem() throws Exception {
        Quarantine dead = open();
        Ticket settled = landed(dead, "a");
        open().settle(List.of(restored(settled)));
        age("quarantine.jsonl", "quarantine.2.jsonl");
        discard();
        assertThat(Quarantine.read(home).entries()).isEmpty();
        assertThat(discard()).isEqualTo(2);
    }

    @Test
    void aJournalThatWasWrittenToInThatMomentComesBack() throws Exception {
        Quarantine one = open();
        one.settle(List.of(restored(landed(one, "a"))));
        age("quarantine.jsonl");
        discard();
        Files.setLastModifiedTime(home.resolve("quarantine.jsonl.discarded"), FileTime.from(NOW));
        discard();
        assertThat(files()).containsExactly("quarantine.jsonl");
    }

    @Test
    void aYoungJournalStays() throws Exception {
        Quarantine one = open();
        one.settle(List.of(restored(landed(one, "a"))));
        Files.setLastModifiedTime(home.resolve("quarantine.jsonl"), FileTime.from(NOW));
        discard();
        assertThat(files()).containsExactly("quarantine.jsonl");
    }

    private int discard() throws IOException {
        return new Retention(home, Duration.ofDays(90)).discard(Quarantine.read(home), NOW);
    }

    private void age(String... files) throws IOException {
        for (String file : files) {
            Files.setLastModifiedTime(home.resolve(file), FileTime.from(LONG_AGO));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Ticket landed(Quarantine quarantine, String column) throws QuarantineException {
        Ticket ticket = quarantine.take(List.of(new LeftOut("d", "t", column, 1, "UPDATE", Map.of("id", 1))));
        quarantine.landed(ticket, List.of());
        return ticket;
    }

    private static Outcome restored(Ticket ticket) {
        return new Outcome(ticket.id(), 0, State.RESTORED, LONG_AGO, "a", "");
    }

    private Quarantine open() {
        return new Quarantine(home, 1 << 20, () -> LONG_AGO, new Random());
    }
}
