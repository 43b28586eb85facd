package io.selfhealing.agent.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");
    private static final long ROOM = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void aValueIsKeptWithItsRowsKey() throws Exception {
        Quarantine quarantine = open(ROOM);
        LeftOut value = value("note", new BigDecimal("1.50"), Map.of("id", 7L));
        Ticket ticket = quarantine.take(List.of(value));
        assertThat(entries()).containsExactly(new Entry(ticket.id(), 0, NOW, null, State.TAKEN, value, false, null));
        quarantine.landed(ticket, List.of());
        assertThat(entries()).containsExactly(new Entry(ticket.id(), 0, NOW, NOW, State.LANDED, value, false, null));
    }

    @Test
    void aKeyThatTheDatabaseMadeIsToldWhenTheWriteHasRun() throws Exception {
        Quarantine quarantine = open(ROOM);
        Ticket ticket = quarantine.take(List.of(value("a", 1, null), value("b", null, null)));
        assertThat(entries()).extracting(entry -> entry.leftOut().key()).containsExactly(null, null);
        quarantine.landed(ticket, List.of(Map.of("id", 1L), Map.of("id", 2L)));
        assertThat(entries())
                .extracting(Entry::leftOut)
                .containsExactly(value("a", 1, Map.of("id", 1L)), value("b", null, Map.of("id", 2L)));
    }

    @Test
    void aWriteThatFailedOrWasRolledBackIsVoid() throws Exception {
        Quarantine quarantine = open(ROOM);
        Ticket failed = quarantine.take(List.of(value("a", 1, Map.of("id", 1))));
        quarantine.failed(failed);
        Ticket rolledBack = quarantine.take(List.of(value("a", 1, Map.of("id", 2))));
        quarantine.landed(rolledBack, List.of());
        quarantine.failed(rolledBack);
        assertThat(entries()).extracting(Entry::state).containsExactly(State.VOID, State.VOID);
    }

    @Test
    void valuesFollowTheirRows() throws Exception {
        Quarantine quarantine = open(ROOM);
        String table = Waiting.table("h2:mem:app", null, "public.orders");
        Waiting waiting = quarantine.waiting();
        assertThat(waiting.isEmpty()).isTrue();
        Ticket ticket = quarantine.take(List.of(value("a", 1, null), value("b", 2, null), value("c", 3, null)));
        assertThat(waiting.isEmpty()).as("the write has not run").isTrue();
        quarantine.landed(ticket, List.of(Map.of("id", 1L), Map.of("id", 2L), Map.of("id", 3L)));
        List<WaitingRow> first = waiting.under(table, Map.of("id", 1));
        quarantine.follow(List.of(
                new RowFate.Moved(first.get(0), Map.of("id", 10L), NOW),
                new RowFate.Ended(waiting.under(table, Map.of("id", 2)).get(0)),
                new RowFate.Doubtful(waiting.under(table, Map.of("id", 3)).get(0))));

        assertThat(entries()).extracting(Entry::state).containsExactly(State.LANDED, State.GONE, State.UNKNOWN);
        assertThat(entries().get(0).leftOut().key()).isEqualTo(Map.of("id", 10L));
        assertThat(waiting.under(table, Map.of("id", 1L))).isEmpty();
        assertThat(waiting.all(table)).containsExactly(first.get(0).under(Map.of("id", 10L)));
        quarantine.failed(ticket);
        assertThat(waiting.isEmpty()).as("rolled back").isTrue();
        assertThat(entries()).extracting(Entry::state).containsOnly(State.VOID);
    }

    @Test
    void keysMustFitTheValues() throws Exception {
        Quarantine quarantine = open(ROOM);
        Ticket ticket = quarantine.take(List.of(value("a", 1, null), value("b", 2, null)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quarantine.landed(ticket, List.of(Map.of("id", 1))))
                .withMessage("1 keys for 2 values");
        assertThatIllegalArgumentException().isThrownBy(() -> quarantine.take(List.of()));
    }

    @Test
    void theFileIsTheOwnersAlone() throws Exception {
        open(ROOM).take(List.of(value("a", 1, null)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal(1))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatCannotBeKeptIsRefusedAndLeavesNoTrace() throws Exception {
        Quarantine quarantine = open(ROOM);
        assertThatExceptionOfType(QuarantineException.class)
                .isThrownBy(() -> quarantine.take(List.of(value("a", new Object(), null))))
                .withMessage("a value of java.lang.Object cannot be kept");
        Map<String, @Nullable Object> noKey = new HashMap<>();
        noKey.put("id", null);
        assertThatExceptionOfType(QuarantineException.class)
                .isThrownBy(() -> quarantine.take(List.of(value("a", 1, noKey))))
                .withMessageContaining("id");
        assertThat(entries()).isEmpty();
    }

    @Test
    void aFullQuarantineRefusesAndNamesTheKeyToChange() throws Exception {
        Quarantine quarantine = open(1_000);
        List<Ticket> tickets = new ArrayList<>();
        assertThatExceptionOfType(QuarantineException.class)
                .isThrownBy(() -> {
                    while (true) {
                        tickets.add(quarantine.take(List.of(value("a", "x".repeat(100), Map.of("id", 1)))));
                    }
                })
                .withMessageMatching("quarantine is full: \\d+ of 1000 bytes, and \\d+ more are needed;"
                        + " raise selfhealing.quarantine.max-bytes");
        for (Ticket ticket : tickets) {
            quarantine.landed(ticket, List.of(Map.of("id", 1)));
        }
        assertThat(tickets).isNotEmpty();
        assertThat(entries()).hasSameSizeAs(tickets).allMatch(entry -> entry.state() == State.LANDED);
        assertThat(quarantine.isUsable()).isFalse();
        assertThat(open(ROOM).isUsable()).isTrue();
        assertThat(open(0).isUsable()).isFalse();
    }

    @Test
    void theBoundIsForAllProcessesTogether() throws Exception {
        open(1_000).take(List.of(value("a", "x".repeat(500), null)));
        assertThatExceptionOfType(QuarantineException.class)
                .isThrownBy(() -> open(1_000).take(List.of(value("a", "x".repeat(500), null))));
    }

    @Test
    void processesThatShareAHomeWriteToFilesOfTheirOwn() throws Exception {
        Quarantine one = open(ROOM);
        Quarantine other = open(ROOM);
        Ticket first = one.take(List.of(value("a", 1, null)));
        Ticket second = other.take(List.of(value("b", 2, null)));
        one.landed(first, List.of(Map.of("id", 1)));
        other.failed(second);
        assertThat(journal(1)).exists();
        assertThat(journal(2)).exists();
        assertThat(entries()).extracting(Entry::state).containsExactly(State.LANDED, State.VOID);
    }

    @Test
    void halfALineOfAKilledProcessIsPassedOver() throws Exception {
        Quarantine killed = open(ROOM);
        killed.take(List.of(value("a", 1, null)));
        Files.writeString(journal(1), "{\"ticket\":\"x\",\"sta", StandardOpenOption.APPEND);
        open(ROOM).take(List.of(value("b", 2, null)));
        Contents contents = Quarantine.read(home());
        assertThat(contents.entries())
                .extracting(entry -> entry.leftOut().column())
                .containsExactly("a", "b");
        assertThat(contents.unreadable()).isEqualTo(1);
    }

    @Test
    void damagedLinesAreCountedAndTheRestIsRead() throws Exception {
        Quarantine quarantine = open(ROOM);
        quarantine.take(List.of(value("a", 1, null)));
        for (String damage : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"ticket\":\"a\",\"state\":\"x\"}",
                "\0\0\0",
                "\u00e9",
                "{\"ticket\":\"a\",\"state\":\"taken\",\"time\":\"now\"}",
                "{\"ticket\":\"a\",\"state\":\"landed\",\"keys\":[{\"id\":{\"type\":\"char\",\"value\":\"\"}}]}")) {
            Files.writeString(journal(1), damage + "\n", StandardOpenOption.APPEND);
        }
        quarantine.take(List.of(value("b", 2, null)));
        Contents contents = Quarantine.read(home());
        assertThat(contents.entries()).hasSize(2);
        assertThat(contents.unreadable()).isEqualTo(9);
    }

    @Test
    void aFileThatSomebodyTookAwayOrReplacedIsNotWrittenTo() throws Exception {
        Quarantine quarantine = open(ROOM);
        quarantine.take(List.of(value("a", 1, null)));
        Files.delete(journal(1));
        quarantine.take(List.of(value("b", 2, null)));
        assertThat(entries()).extracting(entry -> entry.leftOut().column()).containsExactly("b");
        Files.move(journal(1), home().resolve("kept-by-somebody"));
        Files.writeString(journal(1), "");
        quarantine.take(List.of(value("c", 3, null)));
        assertThat(entries()).extracting(entry -> entry.leftOut().column()).containsExactly("c");
        assertThat(journal(1)).isEmptyFile();
    }

    @Test
    void anInterruptedThreadKeepsItsValueAndItsInterrupt() throws Exception {
        Quarantine quarantine = open(ROOM);
        Thread.currentThread().interrupt();
        quarantine.take(List.of(value("a", 1, null)));
        quarantine.take(List.of(value("b", 2, null)));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(entries()).hasSize(2);
    }

    @Test
    void aHomeThatCannotBeMadeRefuses() throws Exception {
        Files.writeString(home(), "a file where the directory should be");
        Quarantine quarantine = open(ROOM);
        assertThat(quarantine.isUsable()).isFalse();
        assertThatExceptionOfType(QuarantineException.class)
                .isThrownBy(() -> quarantine.take(List.of(value("a", 1, null))))
                .withMessageStartingWith("quarantine cannot be written");
    }

    @Test
    void readingWhereNothingIsKeptFindsNothing() throws Exception {
        assertThat(Quarantine.read(home())).isEqualTo(new Contents(List.of(), 0));
    }

    private Quarantine open(long maxBytes) {
        return new Quarantine(home(), maxBytes, () -> NOW, new Random());
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Path journal(int number) {
        return JournalFiles.name(home(), number);
    }

    private List<Entry> entries() throws IOException {
        return Quarantine.read(home()).entries();
    }

    @SuppressWarnings("NullAway") // a key with a null is what one test is about
    private static LeftOut value(String column, @Nullable Object value, @Nullable Map<String, ?> key) {
        Map<String, Object> copy = key == null ? null : new HashMap<>(key);
        return new LeftOut("h2:mem:app", "public.orders", column, value, "INSERT INTO orders (a) VALUES (?)", copy);
    }
}
