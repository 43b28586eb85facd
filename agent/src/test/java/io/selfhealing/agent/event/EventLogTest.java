package io.selfhealing.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.config.LogLevel;
import io.selfhealing.agent.config.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventLogTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Captured captured = new Captured(LogLevel.INFO);
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() {
        threads.forEach(Thread::interrupt);
    }

    @Test
    void anEventIsOneJsonObjectALine() throws IOException {
        EventLog log = log(home(), 1 << 20, 100);
        log.record(Events.healed("messages"));
        JsonNode event = flushed(log).get(0);
        assertThat(event.toString())
                .isEqualTo("{\"time\":\"2026-01-01T00:00:00.123456Z\",\"kind\":\"healed\","
                        + "\"database\":\"postgresql://localhost/app\",\"table\":\"messages\","
                        + "\"mapping\":{\"sender\":\"role\"},"
                        + "\"evidence\":[{\"kind\":\"identity\",\"confidence\":1.0,\"detail\":\"attribute 3\"}],"
                        + "\"original_sql\":\"INSERT INTO messages (sender) VALUES (?)\","
                        + "\"healed_sql\":\"INSERT INTO messages (role) VALUES (?)\","
                        + "\"thread\":\"" + Thread.currentThread().getName()
                        + "\",\"duration_us\":120,\"mode\":\"heal\"}");
    }

    @Test
    void aLineOfTheLogSteersNoTerminalAndIsTheSameJson() throws IOException {
        EventLog log = log(home(), 1 << 20, 100);
        String name = "a\u202eb\u009bc\u2028d\u007fe\\\ud83d\ude00";
        log.record(new HealEvent.Suggested("d", name, Map.of("a", name), List.of(), "a"));
        List<JsonNode> lines = flushed(log);

        assertThat(lines.get(0).get("table").textValue()).isEqualTo(name);
        assertThat(Files.readString(home().resolve("events.jsonl")))
                .contains("a\\u202eb\\u009bc\\u2028d\\u007fe")
                .doesNotContain("\u202e", "\u009b", "\u2028", "\u007f");
    }

    @Test
    void everyKindHasItsLine() throws IOException {
        EventLog log = log(home(), 1 << 20, 100);
        Map<String, @Nullable String> mapping = new LinkedHashMap<>();
        mapping.put("note", null);
        List<Reason> reasons = List.of(new Reason("left_out", 0.9, "column is gone"));
        log.record(new HealEvent.LeftOut("d", "t", mapping, reasons, "a", "b", 1));
        log.record(new HealEvent.Observed("d", "t", mapping, reasons, "a", "b", 1));
        log.record(new HealEvent.Suggested("d", "t", Map.of("a", "b"), reasons, "a"));
        log.record(Events.refused("column is critical"));
        log.record(new HealEvent.SchemaChanged("d", "t", "a column was added"));
        log.record(new HealEvent.SwallowedError("prepare: java.lang.IllegalStateException"));
        log.record(new HealEvent.RolledBack("d", "t", mapping, "a", "b"));
        log.record(new HealEvent.Outage(EventKind.DATABASE_DOWN, "d", null, null, "SQLState 08001"));
        log.record(new HealEvent.Outage(EventKind.DATABASE_UP, "d", null, null, null));
        log.record(new HealEvent.Outage(EventKind.SPOOLED, "d", "t", "a", null));
        log.record(new HealEvent.Outage(EventKind.NOT_SPOOLED, "d", "t", "a", "it reads other rows"));
        log.record(new HealEvent.Outage(EventKind.IN_DOUBT, "d", "t", "a", "SQLState 08006"));
        log.record(new HealEvent.ReplayStarted("d", "3 records wait"));
        log.record(new HealEvent.ReplayFinished("d", "3 records in 0.1 s"));
        log.record(new HealEvent.DeadLetter("d", "t", "SQLState 23505"));
        log.record(new HealEvent.BackfillFinished("d", "t", Map.of("note", "note"), "2 restored"));
        log.record(new HealEvent.Expired("d", "t", Map.of("a", "b"), reasons, "a", "it is older than 14d"));
        List<JsonNode> lines = flushed(log);
        assertThat(lines)
                .extracting(line -> line.get("kind").textValue())
                .containsExactly(
                        "left_out",
                        "observed",
                        "suggested",
                        "refused",
                        "schema_changed",
                        "swallowed_error",
                        "rolled_back",
                        "database_down",
                        "database_up",
                        "spooled",
                        "not_spooled",
                        "in_doubt",
                        "replay_started",
                        "replay_finished",
                        "dead_letter",
                        "backfill_finished",
                        "expired");
        assertThat(lines.get(0).get("mapping")).hasToString("{\"note\":null}");
        assertThat(lines.get(3).get("reason").textValue()).isEqualTo("column is critical");
        assertThat(lines.get(3).get("mapping").isNull()).isTrue();
        assertThat(lines.get(5).get("database").isNull()).isTrue();
        for (EventKind kind : EventKind.values()) {
            boolean recorded = kind != EventKind.HEALED && kind != EventKind.DROPPED;
            assertThat(log.counts().of(kind)).as(kind.toString()).isEqualTo(recorded ? 1 : 0);
        }
    }

    @Test
    void typesAndCallSiteAreToldWhereTheyAreKnown() throws IOException {
        EventLog log = log(home(), 1 << 20, 100);
        Provenance known = new Provenance(List.of(), Map.of("note", "string"), "shop.Dao.save(Dao.java:7)");
        log.record(new HealEvent.Refused("d", "t", "a", "it is critical", known, 1));
        log.record(new HealEvent.Refused("d", "t", "a", "it is critical", 1));
        List<JsonNode> lines = flushed(log);
        assertThat(lines.get(0).get("types")).hasToString("{\"note\":\"string\"}");
        assertThat(lines.get(0).get("call_site").textValue()).isEqualTo("shop.Dao.save(Dao.java:7)");
        assertThat(lines.get(1).has("types")).isFalse();
        assertThat(lines.get(1).has("call_site")).isFalse();
    }

    @Test
    void theFileIsTheOwnersAlone() throws IOException {
        EventLog log = log(home(), 1 << 20, 100);
        log.record(Events.healed("messages"));
        flushed(log);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void theFirstOfAKindIsSaidAndNoOther() throws IOException {
        EventLog log = log(home(), 1 << 20, 100);
        for (int i = 0; i < 20; i++) {
            log.record(Events.healed("messages"));
            log.record(Events.refused("column is critical"));
        }
        flushed(log);
        assertThat(captured.lines())
                .containsExactly(
                        "[self-healing] INFO healed a write to messages in postgresql://localhost/app: sender -> role"
                                + " (identity, confidence 1.00: attribute 3)",
                        "[self-healing] WARN does not heal a write to orders in h2:mem:app: column is critical");
    }

    @Test
    void aStormIsBoundedAndNoEventOfItIsLost() throws IOException {
        EventLog log = log(home(), 1 << 20, 10_000);
        for (int i = 0; i < 5_000; i++) {
            log.record(Events.healed("messages"));
        }
        List<JsonNode> lines = flushed(log);
        assertThat(lines).hasSizeLessThan(110);
        assertThat(lines.stream()
                        .mapToLong(line -> line.path("count").asLong(1))
                        .sum())
                .isEqualTo(5_000);
    }

    @Test
    void whatRecursIsCountedOnItsThreadsAndNoneOfItIsLost() throws Exception {
        EventLog log = log(home(), 1 << 20, 256);
        Recurring recurring = new Recurring(Events.healed("messages"));
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread writer = new Thread(() -> {
                for (int n = 0; n < 50_000; n++) {
                    log.record(recurring, 5);
                }
            });
            writer.start();
            writers.add(writer);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        List<JsonNode> lines = flushed(log);
        assertThat(lines).hasSizeLessThan(110);
        assertThat(lines.get(0).get("duration_us").longValue()).isEqualTo(5);
        assertThat(lines.stream()
                        .mapToLong(line -> line.path("count").asLong(1))
                        .sum())
                .isEqualTo(200_000);
        assertThat(log.counts().of(EventKind.HEALED)).isEqualTo(200_000);
        assertThat(log.counts().of(EventKind.DROPPED)).isZero();
    }

    @Test
    void whatRecursIsToldAloneAgainInTheNextMinute() {
        Recurring recurring = new Recurring(Events.healed("messages"));
        assertThat(recurring.take(NOW)).isZero();
        int alone = 0;
        while (recurring.isAlone("main")) {
            alone++;
        }
        assertThat(alone).isEqualTo(Throttle.ALONE);
        assertThat(recurring.count()).isTrue();
        assertThat(recurring.count()).isFalse();
        assertThat(recurring.take(NOW.plusSeconds(59))).isEqualTo(2);
        assertThat(recurring.isAlone("main")).isFalse();
        assertThat(recurring.count()).isTrue();
        assertThat(recurring.take(NOW.plusSeconds(60))).isEqualTo(1);
        assertThat(recurring.isAlone("main")).isTrue();
    }

    @Test
    void theLogIsRotatedAndBounded() throws IOException {
        EventLog log = log(home(), 20_000, 10_000);
        for (int i = 0; i < 1_000; i++) {
            log.record(Events.healed("table" + i));
        }
        List<JsonNode> kept = flushed(log);
        assertThat(kept.get(kept.size() - 1).get("table").textValue()).isEqualTo("table999");
        assertThat(kept).hasSizeBetween(30, 80);
        for (int i = 1; i < kept.size(); i++) {
            int number = 1_000 - kept.size() + i;
            assertThat(kept.get(i).get("table").textValue()).isEqualTo("table" + number);
        }
        long total = 0;
        for (Path file : EventFile.files(home())) {
            total += Files.size(file);
        }
        assertThat(total).isLessThanOrEqualTo(20_000);
    }

    @Test
    void halfALineOfAKilledProcessDoesNotSpoilTheNext() throws IOException {
        Files.createDirectories(home());
        Files.writeString(file(0), "{\"time\":\"20");
        EventLog log = log(home(), 1 << 20, 100);
        log.record(Events.healed("messages"));
        assertThat(log.flush(SOON)).isTrue();
        List<String> lines = Files.readAllLines(file(0));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith("{\"time\":\"2026").endsWith("}");
    }

    @Test
    void aLogThatIsMovedAwayIsBegunAnew() throws IOException {
        EventLog log = log(home(), 1 << 20, 100);
        log.record(Events.healed("a"));
        flushed(log);
        Files.delete(file(0));
        log.record(Events.healed("b"));
        assertThat(flushed(log)).hasSize(1);
    }

    @Test
    void withoutAHomeThereAreCountsAndOneLineUntilTheHomeIsBack() throws IOException {
        Files.writeString(home(), "a file where the directory should be");
        EventLog log = log(home(), 1 << 20, 100);
        log.record(Events.healed("a"));
        log.record(Events.healed("a"));
        assertThat(log.flush(SOON)).isTrue();
        assertThat(log.counts().of(EventKind.HEALED)).isEqualTo(2);
        assertThat(log.counts().of(EventKind.DROPPED)).isEqualTo(2);
        Files.delete(home());
        log.record(Events.healed("a"));
        List<JsonNode> lines = flushed(log);
        assertThat(lines).extracting(line -> line.get("kind").textValue()).containsExactly("dropped", "healed");
        assertThat(lines.get(0).get("count").longValue()).isEqualTo(2);
        assertThat(captured.lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("WARN events cannot be written"))
                .anyMatch(line -> line.contains("INFO events are written again"));
    }

    @Test
    void aFullDiskIsCounted() throws IOException {
        Files.createDirectories(home());
        Files.createSymbolicLink(file(0), Path.of("/dev/full"));
        EventLog log = log(home(), 1 << 20, 100);
        log.record(Events.healed("a"));
        assertThat(log.flush(SOON)).isTrue();
        assertThat(log.counts().of(EventKind.DROPPED)).isEqualTo(1);
    }

    @Test
    void whoRecordsNeverWaitsForTheDisk() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        EventLog log = new EventLog(
                home(),
                () -> Mode.HEAL,
                1 << 20,
                () -> NOW,
                captured.console,
                run -> thread(() -> awaitThenRun(slow, run)),
                10,
                true);
        for (int i = 0; i < 25; i++) {
            log.record(Events.healed("a"));
        }
        assertThat(log.flush(Duration.ofMillis(10))).isFalse();
        assertThat(log.counts().of(EventKind.DROPPED)).isEqualTo(15);
        slow.countDown();
        assertThat(flushed(log))
                .extracting(line -> line.get("kind").textValue())
                .contains("dropped");
    }

    @Test
    void aLongStatementIsCutAndHalfACharacterIsNoFault() throws IOException {
        EventLog log = log(home(), 1 << 20, 100);
        log.record(new HealEvent.Refused("d", "t", "x".repeat(1 << 20), "half \ud83d of a pair", 0));
        JsonNode line = flushed(log).get(0);
        assertThat(line.get("original_sql").textValue())
                .hasSizeLessThan(SqlText.LONGEST + 100)
                .endsWith("x… (1032192 more characters)");
        assertThat(line.get("reason").textValue()).isEqualTo("half ? of a pair");
    }

    private EventLog log(Path home, long maxBytes, int capacity) {
        return new EventLog(home, () -> Mode.HEAL, maxBytes, () -> NOW, captured.console, this::thread, capacity, true);
    }

    private Thread thread(Runnable run) {
        Thread thread = new Thread(null, run, "self-healing-events", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        threads.add(thread);
        return thread;
    }

    private static void awaitThenRun(CountDownLatch latch, Runnable run) {
        try {
            latch.await();
            run.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Path file(int age) {
        Path[] files = EventFile.files(home());
        return files[files.length - 1 - age];
    }

    private List<JsonNode> flushed(EventLog log) throws IOException {
        assertThat(log.flush(SOON)).isTrue();
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (Path file :
                Arrays.stream(EventFile.files(home())).filter(Files::exists).toList()) {
            for (String line : Files.readAllLines(file)) {
                lines.add(mapper.readTree(line));
            }
        }
        return lines;
    }
}
