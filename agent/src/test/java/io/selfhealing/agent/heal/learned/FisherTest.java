package io.selfhealing.agent.heal.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class FisherTest {
    /** Fisher's own: eight cups of tea, of which the lady named three of four right; 34 of 70 ways. */
    @Test
    void theLadyTastesTea() {
        assertThat(Fisher.twoSided(3, 1, 1, 3)).isCloseTo(34.0 / 70, within(1e-12));
        assertThat(Fisher.twoSided(4, 0, 0, 4)).isCloseTo(2.0 / 70, within(1e-12));
    }

    /** As R's fisher.test and SciPy's fisher_exact give them. */
    @Test
    void publishedTables() {
        assertThat(Fisher.twoSided(1, 9, 11, 3)).isCloseTo(0.002759456, within(1e-8));
        assertThat(Fisher.twoSided(8, 2, 1, 5)).isCloseTo(0.03496503, within(1e-8));
        assertThat(Fisher.twoSided(20, 0, 15, 5)).isCloseTo(0.04712, within(1e-5));
        assertThat(Fisher.twoSided(20, 0, 16, 4)).isCloseTo(0.10602, within(1e-5));
    }

    @Test
    void whatIsTheSameIsNotDifferent() {
        assertThat(Fisher.twoSided(10, 10, 10, 10)).isCloseTo(1, within(1e-9));
        assertThat(Fisher.twoSided(20, 0, 20, 0)).isCloseTo(1, within(1e-9));
    }
}
