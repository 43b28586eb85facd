package io.selfhealing.agent.spool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void aQuickDatabaseIsGivenMoreAndMoreAtATime() {
        Pace pace = new Pace(0);
        int first = pace.limit();
        for (int i = 0; i < 10; i++) {
            assertThat(pace.after(pace.limit(), Duration.ofMillis(20))).isZero();
        }
        assertThat(pace.limit()).isEqualTo(500).isGreaterThan(first);
    }

    @Test
    void aSlowOneIsGivenLessAndLeftInPeaceForAsLongAsItTook() {
        Pace pace = new Pace(0);
        int first = pace.limit();
        assertThat(pace.after(first, Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.limit()).isLessThan(first);
    }

    @Test
    void theRateIsKept() {
        Pace pace = new Pace(100);
        assertThat(pace.after(50, Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(300));
        assertThat(pace.after(50, Duration.ofMillis(900))).isZero();
    }
}
