package io.selfhealing.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Throttle throttle = new Throttle();
    private final List<Counted> lines = new ArrayList<>();

    @Test
    void theFirstHundredAreAloneAndTheRestOfASecondSharesALine() {
        storm("a", 0, 100);
        assertThat(lines).hasSize(100).allMatch(line -> line.count() == 1);
        storm("a", 10, 500);
        assertThat(lines).hasSize(100);
        lines.addAll(throttle.due(START.plusMillis(1_009)));
        assertThat(lines).hasSize(100);
        lines.addAll(throttle.due(START.plusMillis(1_010)));
        assertThat(lines).hasSize(101);
        assertThat(lines.get(100).count()).isEqualTo(500);
    }

    @Test
    void aFullSecondIsWrittenByTheNextEventToo() {
        storm("a", 0, 110);
        storm("a", 1_000, 1);
        assertThat(total()).isEqualTo(110);
        assertThat(lines).hasSize(101);
    }

    @Test
    void afterAMinuteEventsAreAloneAgain() {
        storm("a", 0, 150);
        storm("a", 60_000, 2);
        assertThat(lines).hasSize(103);
        assertThat(lines.get(100).count()).isEqualTo(50);
        assertThat(total()).isEqualTo(152);
    }

    @Test
    void differentEventsDoNotCountTogether() {
        storm("a", 0, 100);
        storm("b", 0, 100);
        assertThat(lines).hasSize(200);
    }

    @Test
    void noEventIsLostWhereThereAreMoreKindsThanAreRemembered() {
        storm("a", 0, 103);
        for (int i = 0; i < Throttle.MOST_WINDOWS; i++) {
            storm("t" + i, 1, 1);
        }
        assertThat(total()).isEqualTo(103 + Throttle.MOST_WINDOWS);
        assertThat(throttle.rest()).isEmpty();
    }

    @Test
    void theRestIsWhatStillShares() {
        storm("a", 0, 105);
        storm("b", 0, 107);
        assertThat(throttle.rest()).extracting(Counted::count).containsExactlyInAnyOrder(5L, 7L);
        assertThat(throttle.rest()).isEmpty();
    }

    private void storm(String table, long millis, int events) {
        for (int i = 0; i < events; i++) {
            lines.addAll(throttle.add(new Entry.Stamped(Events.healed(table), START.plusMillis(millis), "main")));
        }
    }

    private long total() {
        return lines.stream().mapToLong(Counted::count).sum();
    }
}
