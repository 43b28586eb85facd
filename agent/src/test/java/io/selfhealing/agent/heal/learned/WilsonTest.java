package io.selfhealing.agent.heal.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class WilsonTest {
    /** With nothing but successes the formula comes down to n / (n + z²), and z² is 3.8416. */
    @Test
    void successesAloneAreWorthWhatTheirNumberIs() {
        assertThat(Wilson.lowerBound(1, 1)).isCloseTo(1 / 4.8416, within(1e-12));
        assertThat(Wilson.lowerBound(5, 5)).isCloseTo(5 / 8.8416, within(1e-12));
        assertThat(Wilson.lowerBound(10, 10)).isCloseTo(10 / 13.8416, within(1e-12));
    }

    /** (p + 0.19208) − 1.96·√(p(1−p)/10 + 0.0096040), over 1.38416; and for 81 of 100 (0.7222, 0.8749) by R's prop.test. */
    @Test
    void failuresLowerTheBound() {
        assertThat(Wilson.lowerBound(9, 10)).isCloseTo((0.9 + 0.19208 - 1.96 * 0.13640) / 1.38416, within(1e-4));
        assertThat(Wilson.lowerBound(5, 10)).isCloseTo(0.2366, within(1e-4));
        assertThat(Wilson.lowerBound(81, 100)).isCloseTo(0.7222, within(1e-4));
        assertThat(Wilson.lowerBound(0, 10)).isZero();
    }
}
