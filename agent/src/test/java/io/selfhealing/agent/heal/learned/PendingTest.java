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

    @Test
    void whatHappensToOthersDoesNotMatter() {
        pending.heard(accepted(), 0);
        pending.heard(new Outcome.RolledBack("posts", "sender", "author"), 1);
        pending.heard(new Outcome.RolledBack("notes", "writer", "author"), 1);
        pending.heard(new Outcome.RolledBack("notes", "sender", "writer"), 1);
        Outcome.Gone ofAnotherTable = new Outcome.Gone("posts", "author", "sender", TypeFamily.TEXT);
        Outcome.Gone another = new Outcome.Gone("notes", "writer", "sender", TypeFamily.TEXT);
        assertThat(pending.heard(ofAnotherTable, 1)).containsExactly(ofAnotherTable);
        assertThat(pending.heard(another, 1)).containsExactly(another);
        assertThat(pending.due(3_000)).hasSize(1);
    }

    @Test
    void aColumnThatWasRenamedOnNeitherConfirmsNorRefutes() {
        pending.heard(accepted(), 0);
        Outcome.Gone on = new Outcome.Gone("notes", "author", "writer", TypeFamily.TEXT);
        assertThat(pending.heard(on, 1)).containsExactly(on);
        assertThat(pending.due(9_000)).isEmpty();
        pending.heard(accepted(), 0);
        assertThat(pending.heard(new Outcome.Gone("notes", "author", null, TypeFamily.TEXT), 1))
                .as("a column that was dropped")
                .hasSize(2);
    }

    @Test
    void onlyTheSameGuessIsCountedTogether() {
        pending.heard(accepted(), 0);
        pending.heard(guess("posts", "sender", "author", TypeFamily.TEXT, true), 0);
        pending.heard(guess("notes", "writer", "author", TypeFamily.TEXT, true), 0);
        pending.heard(guess("notes", "sender", "writer", TypeFamily.TEXT, true), 0);
        pending.heard(guess("notes", "sender", "author", TypeFamily.INTEGER, true), 0);
        pending.heard(guess("notes", "sender", "author", TypeFamily.TEXT, false), 0);
        assertThat(pending.due(3_000)).hasSize(6);
    }

    @Test
    void anotherSuggestionThanWhatIsProvedCountsNothing() {
        pending.heard(new Outcome.Suggested("notes", "sender", "writer"), 0);
        pending.heard(new Outcome.Suggested("posts", "sender", "author"), 0);
        Outcome.Proved proved = new Outcome.Proved("notes", "sender", "author", TypeFamily.TEXT, 1);
        assertThat(pending.heard(proved, 1)).containsExactly(proved);
    }

    @Test
    void noMoreIsKeptThanThereIsRoomFor() {
        for (int i = 0; i < 300; i++) {
            pending.heard(guess("table" + i, "sender", "author", TypeFamily.TEXT, true), 0);
            pending.heard(new Outcome.Suggested("table" + i, "sender", "author"), 0);
        }
        assertThat(pending.due(3_000)).hasSize(256);
        assertThat(pending.heard(new Outcome.Proved("table44", "sender", "author", TypeFamily.TEXT, 1), 1))
                .as("the oldest of the 256 that are left")
                .containsExactly(new Outcome.Proved("table44", "sender", "author", TypeFamily.TEXT, 2));
        assertThat(pending.heard(new Outcome.Proved("table43", "sender", "author", TypeFamily.TEXT, 1), 1))
                .containsExactly(new Outcome.Proved("table43", "sender", "author", TypeFamily.TEXT, 1));
    }

    private static Outcome.Accepted guess(String table, String from, String to, TypeFamily family, boolean learned) {
        return new Outcome.Accepted(table, from, to, family, 1, learned, () -> true);
    }

    private Outcome.Accepted accepted() {
        return new Outcome.Accepted("notes", "sender", "author", TypeFamily.TEXT, 2, true, stands::get);
    }
}
