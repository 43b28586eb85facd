package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final Allowance allowance = new Allowance(2, 3);

    @Test
    void soManyAtOnceAndThenSoManyASecond() {
        assertThat(taken(0, 5)).isEqualTo(3);
        assertThat(taken(400, 5)).isZero();
        assertThat(taken(500, 5)).isEqualTo(1);
        assertThat(taken(1_500, 5)).isEqualTo(2);
        assertThat(taken(3_600_000, 5)).isEqualTo(3);
    }

    @Test
    void clockThatIsSetBackTakesNothingAway() {
        assertThat(taken(10_000, 1)).isEqualTo(1);
        assertThat(taken(0, 5)).isEqualTo(2);
    }

    @Test
    void someAreLeftForOthers() {
        assertThat(allowance.takes(Instant.EPOCH, 2)).isTrue();
        assertThat(allowance.takes(Instant.EPOCH, 2)).isFalse();
        assertThat(taken(0, 5)).isEqualTo(2);
    }

    private int taken(long millis, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += allowance.takes(Instant.ofEpochMilli(millis), 0) ? 1 : 0;
        }
        return taken;
    }
}
