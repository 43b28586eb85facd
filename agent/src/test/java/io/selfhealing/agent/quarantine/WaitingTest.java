package io.selfhealing.agent.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final String TABLE = Waiting.table("db", null, "s.t");

    private final Waiting waiting = new Waiting();

    private static LeftOut at(Object key) {
        return new LeftOut("db", "s.t", "c", "value", "sql", Map.of("id", key), null, null);
    }

    @Test
    void rowIsFoundByItsKeyWhicheverTypeHoldsItUntilItIsForgotten() {
        waiting.ran("1", List.of(at(7L)), List.of());
        assertThat(waiting.under(TABLE, Map.of("id", 7))).hasSize(1);
        assertThat(waiting.holds(TABLE)).isTrue();

        waiting.forget(Entry.id("1", 0));
        assertThat(waiting.isEmpty()).isTrue();
        assertThat(waiting.holds(TABLE)).isFalse();
    }

    @Test
    void keyOfAClassOfTheApplicationsIsNotHeld() {
        class Money {}

        waiting.ran("1", List.of(at(new Money())), List.of());
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void rowThatMovedIsUnderItsNewKeyAlone() {
        waiting.ran("1", List.of(at("a")), List.of());
        WaitingRow row = waiting.all(TABLE).get(0);
        waiting.follow(new RowFate.Moved(row, Map.of("id", "b"), java.time.Instant.EPOCH));
        assertThat(waiting.under(TABLE, Map.of("id", "a"))).isEmpty();
        assertThat(waiting.under(TABLE, Map.of("id", "b"))).hasSize(1);
    }
}
