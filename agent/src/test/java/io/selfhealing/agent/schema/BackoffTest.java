package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final Backoff backoff = new Backoff();

    @Test
    void whatFailedIsNotAskedAgainAtOnce() {
        backoff.failed(NOW);

        assertThat(backoff.allows(NOW)).isFalse();
        assertThat(backoff.allows(NOW.plusMillis(250))).isTrue();
    }

    @Test
    void eachFailureMakesTheWaitLonger() {
        backoff.failed(NOW);
        backoff.failed(NOW);

        assertThat(backoff.allows(NOW.plusMillis(250))).isFalse();
        assertThat(backoff.allows(NOW.plusMillis(500))).isTrue();
    }

    /** An outage of minutes would leave ten seconds in which the database answers everybody but the agent. */
    @Test
    void nothingWaitsWhenSomebodyElseWasAnswered() {
        for (int i = 0; i < 10; i++) {
            backoff.failed(NOW);
        }
        backoff.over();

        assertThat(backoff.allows(NOW)).isTrue();
        backoff.failed(NOW);
        assertThat(backoff.allows(NOW.plusMillis(249))).isFalse();
        assertThat(backoff.allows(NOW.plusMillis(250))).isTrue();
    }
}
