package io.selfhealing.agent.heal.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.TypeFamily;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class PendingTest {
    private final Pending pending = new Pending(3_000);
    private final AtomicBoolean stands = new AtomicBoolean(true);

    @Test
    void aGuessCountsWhenItHasStoodForAWhile() {
        assertThat(pending.heard(accepted(), 1_000)).isEmpty();
        assertThat(pending.heard(accepted(), 2_000)).isEmpty();
        assertThat(pending.due(3_999)).isEmpty();
        assertThat(pending.due(4_000))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        outcome -> assertThat(outcome.count()).isEqualTo(4));
        assertThat(pending.due(9_000)).isEmpty();
    }

    @Test
    void oneThatFellOrWasRolledBackDoesNot() {
        pending.heard(accepted(), 0);
        stands.set(false);
        assertThat(pending.due(3_000)).isEmpty();
        stands.set(true);
        pending.heard(accepted(), 4_000);
        pending.heard(new Outcome.RolledBack("notes", "sender", "author"), 4_000);
        assertThat(pending.due(7_000)).isEmpty();
    }

    @Test
    void oneThatWasUndoneBeforeItCountedSpeaksAgainst() {
        pending.heard(accepted(), 0);
        assertThat(pending.heard(new Outcome.Gone("notes", "author", "sender", TypeFamily.TEXT), 1))
                .contains(new Outcome.Refused("notes", "sender", "author", TypeFamily.TEXT));
        assertThat(pending.due(9_000)).isEmpty();
    }

    @Test
    void aSuggestionThatIsProvedCountsOnceMore() {
        pending.heard(new Outcome.Suggested("notes", "sender", "author"), 0);
        Outcome.Proved proved = new Outcome.Proved("notes", "sender", "author", TypeFamily.TEXT, 1);
        assertThat(pending.heard(proved, 1))
                .containsExactly(new Outcome.Proved("notes", "sender", "author", TypeFamily.TEXT, 2));
        assertThat(pending.heard(proved, 2)).containsExactly(proved);
    }

    private Outcome.Accepted accepted() {
        return new Outcome.Accepted("notes", "sender", "author", TypeFamily.TEXT, 2, true, stands::get);
    }
}
