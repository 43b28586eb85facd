package io.selfhealing.agent.heal.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Of a learned pattern. */
final class LifeTest {
    private static final String AUTHOR = "…sender… → …author…";

    /** The bounds are those of n / (n + 3.8416) where all were right, and else worked out by hand to four places. */
    @Test
    void proposedTrustedContradictedDemoted() {
        Learnt learnt = new Learnt();
        learnt.proved("letters", "x_sender", "x_author", 1);
        assertLife(learnt, Trust.PROPOSED, 0, 0, 0.5);

        learnt.proved("letters", "x_sender", "x_author", 100);
        assertLife(learnt, Trust.PROPOSED, 5, 0, 5 / 8.8416);

        learnt.proved("notes", "x_sender", "x_author", 3);
        assertLife(learnt, Trust.PROPOSED, 8, 0, 8 / 11.8416);

        learnt.proved("notes", "y_sender", "y_author", 1);
        assertLife(learnt, Trust.TRUSTED, 9, 0, 9 / 12.8416);

        learnt.accepted("drafts", "x_sender", "x_author", 2);
        assertLife(learnt, Trust.TRUSTED, 11, 0, 11 / 14.8416);

        learnt.refused("drafts", "x_sender", "x_author");
        assertLife(learnt, Trust.TRUSTED, 11, 1, 0.6461);

        learnt.refused("posts", "x_sender", "x_author");
        assertLife(learnt, Trust.DEMOTED, 11, 2, 0.5776);

        learnt.accepted("drafts", "x_sender", "x_author", 3);
        assertLife(learnt, Trust.DEMOTED, 14, 2, 0.6398);

        learnt.accepted("posts", "x_sender", "x_author", 5);
        assertLife(learnt, Trust.TRUSTED, 19, 2, 0.7109);
    }

    private static void assertLife(Learnt learnt, Trust trust, int successes, int failures, double bound) {
        LearnedPattern pattern = learnt.of(AUTHOR);
        assertThat(pattern.trust()).isEqualTo(trust);
        assertThat(pattern.successes()).isEqualTo(successes);
        assertThat(pattern.failures()).isEqualTo(failures);
        assertThat(pattern.score()).isCloseTo(bound, within(1e-4));
    }
}
