package io.selfhealing.agent.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChanceTest {
    @Test
    void eachValueCountsOnceWithItsShareOfTheRows() {
        assertThat(Chance.ofValues(List.of(1, 1, 2))).isCloseTo(0.25 * 0.25 * 0.5, within(1e-12));
        assertThat(Chance.ofValues(List.of(32))).isEqualTo(1);
        assertThat(Chance.ofValues(Collections.nCopies(7, 1))).isGreaterThan(Chance.PROOF);
        assertThat(Chance.ofValues(Collections.nCopies(8, 1))).isLessThan(Chance.PROOF);
        assertThat(Chance.ofValues(List.of(11, 21))).isGreaterThan(0.2);
    }

    @Test
    void orderIsOneOfAllTheWaysToDealTheValuesOut() {
        assertThat(Chance.ofOrder(List.of(4, 8))).isCloseTo(1 / 495.0, within(1e-9));
        assertThat(Chance.ofOrder(List.of(12))).isCloseTo(1, within(1e-9));
    }

    @Test
    void longTextsAreNotMetTwiceByChance() {
        assertThat(Chance.ofLengths(List.of("sender-1"))).isCloseTo(1e-4, within(1e-9));
        assertThat(Chance.ofLengths(List.of("1"))).isGreaterThan(Chance.CONSENT);
    }

    @Test
    void countersAreAlikeWhateverTheyCount() {
        assertThat(Chance.counts(List.of(1L, 2L, 3L, 4L), Arrays.asList(7L, 9L, 12L, 40L)))
                .isTrue();
        assertThat(Chance.counts(List.of(107L, 109L, 112L), Arrays.asList(7L, 9L, 12L)))
                .isTrue();
        assertThat(Chance.counts(List.of(5L, 900L, 32L, 7L), Arrays.asList(1L, 2L, 3L, 4L)))
                .isFalse();
        assertThat(Chance.counts(List.of(5L, 900L, 32L), Arrays.asList(null, null, null)))
                .isFalse();
    }
}
