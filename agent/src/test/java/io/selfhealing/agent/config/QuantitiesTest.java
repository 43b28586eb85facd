package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @Test
    void durationsHaveAUnit() {
        assertThat(Quantities.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Quantities.duration("1 S")).isEqualTo(Duration.ofSeconds(1));
        assertThat(Quantities.duration("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Quantities.duration("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(Quantities.duration("2d")).isEqualTo(Duration.ofDays(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "m", "-1s", "0s", "1.5s", "5 minutes", "999999999999999999h", "9999999d", "1e3s", ""})
    void otherDurationsAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantities.duration(text));
    }

    @Test
    void sizesAreBytesOrHaveABinaryUnit() {
        assertThat(Quantities.bytes("65536", 0)).isEqualTo(65536);
        assertThat(Quantities.bytes("100B", 0)).isEqualTo(100);
        assertThat(Quantities.bytes("512KiB", 0)).isEqualTo(524288);
        assertThat(Quantities.bytes("64 mib", 0)).isEqualTo(67108864);
        assertThat(Quantities.bytes("1GiB", 0)).isEqualTo(1073741824);
    }

    @ParameterizedTest
    @ValueSource(strings = {"64MB", "MiB", "-1", "999999999999999999GiB", "9", "1.5KiB", ""})
    void otherSizesAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantities.bytes(text, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-0.1", "1.01", "high", ""})
    void aConfidenceIsBetweenNothingAndProof(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantities.confidence(text));
        assertThat(Quantities.confidence("0.85")).isEqualTo(0.85);
    }
}
