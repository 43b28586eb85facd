package io.selfhealing.agent.heal.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.TypeFamily;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class BookTest {
    private static final String AUTHOR = "…sender… → …author…";
    private static final String WRITER = "…sender… → …writer…";

    @Test
    void oneTableIsNotEnoughHoweverOftenItIsWritten() {
        Learnt learnt = new Learnt().proved("letters", "x_sender", "x_author", 1_000_000);
        assertThat(learnt.book.trusted()).isEmpty();
        assertThat(learnt.of(AUTHOR).successes()).isEqualTo(Tally.MOST);
    }

    @Test
    void aGuessProposesNothing() {
        Learnt learnt = new Learnt().accepted("letters", "x_sender", "x_author", 10);
        assertThat(learnt.book.patterns()).isEmpty();
    }

    @Test
    void anotherTypeIsAnotherMatter() {
        Learnt learnt = Learnt.author();
        learnt.heard(new Outcome.Proved("posts", "x_sender", "x_author", TypeFamily.INTEGER, 1));
        assertThat(learnt.book.patterns())
                .extracting(pattern -> pattern.change().family())
                .containsExactlyInAnyOrder(TypeFamily.TEXT, TypeFamily.INTEGER);
    }

    @Test
    void aProofOfSomethingElseSuspendsTrustAtOnce() {
        Learnt learnt = Learnt.author();
        assertThat(learnt.of(AUTHOR).trust()).isEqualTo(Trust.TRUSTED);
        learnt.proved("posts", "x_sender", "x_writer", 1);
        assertThat(learnt.of(AUTHOR).trust()).isEqualTo(Trust.DEMOTED);
        assertThat(learnt.of(AUTHOR).failures()).isEqualTo(1);
        assertThat(learnt.book.contested(learnt.of(AUTHOR))).isTrue();
        assertThat(learnt.book.trusted()).isEmpty();
    }

    @Test
    void rivalsAreComparedAtOneLook() {
        Learnt learnt = new Learnt();
        for (String table : List.of("a", "b", "c")) {
            learnt.proved(table, "x_sender", "x_author", 6).proved("w" + table, "x_sender", "x_writer", 6);
        }
        assertThat(learnt.book.trusted())
                .as("each is refuted where the other is proved")
                .isEmpty();
        assertThat(Trial.of(pattern(15), pattern(5))).isEqualTo(Trial.WON);
        assertThat(Trial.of(pattern(5), pattern(15))).isEqualTo(Trial.LOST);
        assertThat(Trial.of(pattern(13), pattern(10))).isEqualTo(Trial.UNDECIDED);
        assertThat(Trial.of(pattern(20), pattern(-1))).as("too early to look").isEqualTo(Trial.UNDECIDED);
    }

    @Test
    void theWinnerIsTrustedAndTheLoserDemoted() {
        Learnt learnt = new Learnt().proved("w", "x_sender", "x_writer", 1);
        for (String table : List.of("a", "b", "c", "d")) {
            learnt.proved(table, "x_sender", "x_author", 6);
        }
        assertThat(learnt.of(WRITER).failures()).isEqualTo(20);
        assertThat(learnt.of(WRITER).trust()).isEqualTo(Trust.DEMOTED);
        assertThat(learnt.of(AUTHOR).trust()).isEqualTo(Trust.TRUSTED);
    }

    @Test
    void theLookIsNotRepeated() {
        LearnedPattern pattern =
                Learnt.author().of(AUTHOR).with("a", false, 5, 1).with("b", true, 5, 1);
        assertThat(pattern.firstLook()).isEqualTo(15);
        assertThat(pattern.with("c", true, 5, 1).firstLook()).isEqualTo(15);
    }

    @Test
    void aPersonsWordIsWorthTenOutcomesAndSettlesTheMatter() {
        Learnt learnt = new Learnt().proved("letters", "x_sender", "x_author", 1);
        learnt.proved("posts", "x_sender", "x_writer", 1);
        assertThat(learnt.book.approve(learnt.of(AUTHOR).id(), 9)).isTrue();
        assertThat(learnt.of(AUTHOR).successes()).isEqualTo(10);
        assertThat(learnt.of(AUTHOR).failures()).isEqualTo(1);
        assertThat(learnt.book.patterns()).hasSize(1);
        assertThat(learnt.of(AUTHOR).trust()).as("the bound is 0.62").isEqualTo(Trust.PROPOSED);
        learnt.book.approve(learnt.of(AUTHOR).id(), 9);
        assertThat(learnt.of(AUTHOR).trust()).isEqualTo(Trust.TRUSTED);
        assertThat(learnt.book.approve("00000000", 9)).isFalse();
    }

    @Test
    void whatIsForgottenIsGone() {
        Learnt learnt = Learnt.author();
        assertThat(learnt.book.forget(learnt.of(AUTHOR).id())).isTrue();
        assertThat(learnt.book.patterns()).isEmpty();
    }

    @Test
    void aColumnThatIsRenamedBackOrDroppedSpeaksAgainst() {
        Learnt learnt = Learnt.author();
        learnt.heard(new Outcome.Gone("notes", "x_author", "x_sender", TypeFamily.TEXT));
        assertThat(learnt.of(AUTHOR).failures()).isEqualTo(1);
        learnt.heard(new Outcome.Gone("notes", "x_author", null, TypeFamily.TEXT));
        assertThat(learnt.of(AUTHOR).failures()).isEqualTo(2);
        learnt.heard(new Outcome.Gone("notes", "x_author", "x_creator", TypeFamily.TEXT));
        learnt.heard(new Outcome.Gone("unheard_of", "x_author", "x_sender", TypeFamily.TEXT));
        assertThat(learnt.of(AUTHOR).failures())
                .as("renamed on, or never healed")
                .isEqualTo(2);
    }

    @Test
    void pairsAndCommonEndingsAreNotGeneralised() {
        Learnt learnt = new Learnt()
                .proved("a", "billing_street", "shipping_street", 9)
                .proved("a", "message_uuid", "message_id", 9)
                .proved("a", "_plot", "plan", 9)
                .proved("a", "userName", "user_name", 9);
        assertThat(learnt.book.patterns())
                .extracting(pattern -> pattern.change().told())
                .containsExactly("message_uuid → message_id");
    }

    @Tag("slow")
    @Test
    void theLeastRecentlyUsefulGoFirst() {
        Learnt learnt = new Learnt();
        for (int i = 0; i < Book.MOST; i++) {
            learnt.proved("a", "plot" + i, "scheme" + i, 1);
        }
        learnt.proved("a", "plot0", "scheme0", 1);
        learnt.proved("a", "one", "more", 1);
        assertThat(learnt.book.patterns()).hasSize(Book.MOST);
        assertThat(learnt.book.patterns())
                .extracting(pattern -> pattern.change().told())
                .contains("plot0 → scheme0", "one → more")
                .doesNotContain("plot1 → scheme1");
    }

    @Test
    void toAddTheSameTwiceChangesNothing() {
        Learnt learnt = Learnt.author();
        List<LearnedPattern> before = learnt.book.patterns();
        learnt.book.add(Learnt.author().book);
        assertThat(learnt.book.patterns()).isEqualTo(before);
        learnt.book.add(new Learnt().proved("drafts", "x_sender", "x_author", 3).book);
        assertThat(learnt.of(AUTHOR).tables().keySet()).containsExactlyInAnyOrder("letters", "notes", "drafts");
    }

    private static LearnedPattern pattern(int firstLook) {
        Change change = new Change(TypeFamily.TEXT, List.of("a"), List.of("b"), true);
        return new LearnedPattern(change, Trust.PROPOSED, 0, firstLook, 0, 0, Map.of());
    }
}
