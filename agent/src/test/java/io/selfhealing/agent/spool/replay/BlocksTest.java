package io.selfhealing.agent.spool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.SpoolRecord;
import io.selfhealing.agent.spool.Transaction;
import io.selfhealing.agent.spool.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlocksTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Blocks blocks = new Blocks(Timing.USUAL);
    private long sequence;

    @BeforeEach
    void begin() {
        blocks.beginPass();
    }

    private SpoolRecord record(Object... tablesAndIds) {
        List<Write> writes = Stream.iterate(0, i -> i < tablesAndIds.length, i -> i + 2)
                .map(i -> new Write((String) tablesAndIds[i], "insert", List.of(), Map.of("id", tablesAndIds[i + 1])))
                .toList();
        sequence++;
        return new SpoolRecord(new RecordId(new UUID(1, 1), sequence), NOW, new Transaction("db", "v1", writes));
    }

    @Test
    void aFailureHoldsItsOwnRowAndNoOther() {
        blocks.failed(record("orders", 1), true, NOW);
        assertThat(blocks.holds(record("orders", 1), NOW)).isTrue();
        assertThat(blocks.holds(record("orders", 2), NOW)).isFalse();
        assertThat(blocks.holds(record("items", 1), NOW)).isFalse();
    }

    @Test
    void itIsTheSameRowHoweverItsKeyWasBound() {
        blocks.failed(record("orders", 1), true, NOW);
        assertThat(blocks.holds(record("orders", 1L), NOW)).isTrue();
        assertThat(blocks.holds(record("orders", "1"), NOW)).isTrue();
    }

    @Test
    void whatWaitsHoldsAllRowsThatItWritesTo() {
        blocks.failed(record("orders", 1), true, NOW);
        assertThat(blocks.holds(record("orders", 1, "items", 9), NOW)).isTrue();
        assertThat(blocks.holds(record("items", 9), NOW)).isTrue();
    }

    @Test
    void aRecordIsTriedAgainWhenItIsDueAndTheOthersBehindIt() {
        SpoolRecord failed = record("orders", 1);
        blocks.failed(failed, true, NOW);
        Instant due = NOW.plus(Timing.USUAL.afterRefusal());
        assertThat(blocks.due()).isEqualTo(due);
        blocks.beginPass();
        assertThat(blocks.holds(failed, NOW)).isTrue();
        blocks.beginPass();
        assertThat(blocks.holds(failed, due)).isFalse();
        assertThat(blocks.holds(record("orders", 1), due)).isFalse();
        assertThat(blocks.tries(failed)).isEqualTo(1);
    }

    @Test
    void whatDoesNotCountIsNoTry() {
        SpoolRecord failed = record("orders", 1);
        blocks.failed(failed, false, NOW);
        blocks.failed(failed, true, NOW);
        blocks.failed(failed, false, NOW);
        assertThat(blocks.tries(failed)).isEqualTo(1);
    }

    @Test
    void atMostSoManyFailuresAreKeptThenTheTableIsStoppedForThePass() {
        for (int id = 0; id < Blocks.MOST + 1; id++) {
            blocks.failed(record("orders", id), true, NOW);
        }
        assertThat(blocks.stopped()).containsExactly("orders");
        assertThat(blocks.holds(record("orders", -1), NOW)).isTrue();
        assertThat(blocks.holds(record("items", -1), NOW)).isFalse();
        blocks.beginPass();
        assertThat(blocks.stopped()).isEmpty();
        assertThat(blocks.holds(record("orders", -1), NOW)).isFalse();
    }
}
