package io.selfhealing.agent.heal.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfhealing.agent.schema.TypeFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LearnedPatternTest {
    private static final Change CHANGE = new Change(TypeFamily.TEXT, List.of("sender"), List.of("author"), false);
    private static final LearnedPattern PROPOSED = LearnedPattern.proposed(CHANGE, 100);

    private static LearnedPattern pattern(int approvals, int firstLook, long uses, int tables) {
        return new LearnedPattern(CHANGE, Trust.PROPOSED, approvals, firstLook, uses, 0, tables(tables));
    }

    private static Map<String, Tally> tables(int number) {
        Map<String, Tally> tables = new LinkedHashMap<>();
        for (int i = 0; i < number; i++) {
            tables.put("table" + i, new Tally(1, 0));
        }
        return tables;
    }

    @Test
    void figuresThatCannotBeAreRefused() {
        assertThat(Stream.of(pattern(0, -1, 0, 0), pattern(5, 20, 9, 32), pattern(1, 0, 1, 1)))
                .hasSize(3);
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(-1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(6, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(0, -2, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(0, 21, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(0, 0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(0, 0, 0, 33));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tally(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tally(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tally(6, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tally(0, 6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change(TypeFamily.TEXT, List.of(), List.of("a"), true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change(TypeFamily.TEXT, List.of("a"), List.of(), true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change(TypeFamily.TEXT, List.of("a"), List.of("a"), true));
    }

    @Test
    void whatNothingIsKnownOfIsAsGoodAsACoin() {
        assertThat(PROPOSED.score()).isEqualTo(0.5);
        assertThat(PROPOSED.confidence()).isEqualTo(0.5);
        assertThat(PROPOSED.deservesTrust()).isFalse();
    }

    /** Ten of ten: 10 / (10 + 1.96²) = 0.7225. */
    @Test
    void theScoreIsWilsonsLowerBoundAndTheConfidenceIsThatRoundedDown() {
        LearnedPattern ten = PROPOSED.with("letters", true, 5, 1).with("notes", true, 5, 1);
        assertThat(ten.score()).isBetween(0.7224, 0.7226);
        assertThat(ten.confidence()).isEqualTo(0.72);
        assertThat(ten.deservesTrust()).isTrue();
        LearnedPattern once = ten.with("notes", false, 1, 1);
        assertThat(once.deservesTrust()).as("not before it was trusted").isFalse();
        assertThat(once.with(Trust.TRUSTED).deservesTrust())
                .as("once it was, more must speak against it")
                .isTrue();
    }

    @Test
    void aTableThatOnlySpokeAgainstIsNoneOfTheTwoThatAreNeeded() {
        LearnedPattern one = PROPOSED.approved(1);
        assertThat(one.deservesTrust()).as("the person's word suffices").isTrue();
        LearnedPattern all = new LearnedPattern(
                CHANGE, Trust.PROPOSED, 0, -1, 0, 0, Map.of("letters", new Tally(5, 0), "notes", new Tally(0, 1)));
        assertThat(all.with(Trust.TRUSTED).deservesTrust()).isFalse();
    }

    @Test
    void useAndApprovalAreCountedAndRememberedAsTheLatest() {
        LearnedPattern used = PROPOSED.used(3, 200).used(4, 150);
        assertThat(used.uses()).isEqualTo(7);
        assertThat(used.last()).isEqualTo(200);
        LearnedPattern approved = PROPOSED;
        for (int i = 0; i < 9; i++) {
            approved = approved.approved(300 - i);
        }
        assertThat(approved.approvals()).isEqualTo(5);
        assertThat(approved.last()).isEqualTo(300);
        assertThat(approved.successes()).isEqualTo(50);
    }

    @Test
    void successIsWhatIsRememberedOfATable() {
        assertThat(PROPOSED.with("letters", false, 1, 900).last()).isEqualTo(100);
        assertThat(PROPOSED.with("letters", true, 1, 900).last()).isEqualTo(900);
        assertThat(PROPOSED.with("letters", true, 0, 900)).isSameAs(PROPOSED);
        LearnedPattern full = PROPOSED.with("letters", true, 99, 900);
        assertThat(full.successes()).isEqualTo(5);
        assertThat(full.with("letters", true, 1, 901))
                .as("it has said all it can")
                .isSameAs(full);
    }

    @Test
    void theTableThatSaidSomethingLeastLatelyGoesFirst() {
        LearnedPattern full = pattern(0, -1, 0, 32).with("table0", false, 1, 1);
        assertThat(full.tables()).hasSize(32);
        LearnedPattern more = full.with("new", true, 1, 1);
        assertThat(more.tables())
                .hasSize(32)
                .containsKeys("table0", "table2", "new")
                .doesNotContainKey("table1");
    }

    @Test
    void whatBothKnowCountsOnce() {
        LearnedPattern mine = new LearnedPattern(
                CHANGE, Trust.PROPOSED, 1, -1, 7, 10, Map.of("letters", new Tally(3, 1), "notes", new Tally(1, 0)));
        LearnedPattern theirs = new LearnedPattern(
                CHANGE, Trust.TRUSTED, 2, -1, 5, 20, Map.of("letters", new Tally(2, 2), "posts", new Tally(1, 0)));
        LearnedPattern both = mine.or(theirs);
        assertThat(both.tables())
                .isEqualTo(Map.of("letters", new Tally(3, 2), "notes", new Tally(1, 0), "posts", new Tally(1, 0)));
        assertThat(both.trust()).isEqualTo(Trust.TRUSTED);
        assertThat(theirs.or(mine).trust()).isEqualTo(Trust.TRUSTED);
        assertThat(mine.or(mine).trust()).isEqualTo(Trust.PROPOSED);
        assertThat(both.approvals()).isEqualTo(2);
        assertThat(both.uses()).isEqualTo(7);
        assertThat(both.last()).isEqualTo(20);
        assertThat(both.firstLook()).isEqualTo(-1);
    }

    @Test
    void ofTwoThatKnowMoreTablesThanAreKeptTheOtherOnesGoFirst() {
        Map<String, Tally> others = new LinkedHashMap<>();
        for (int i = 0; i < 32; i++) {
            others.put("other" + i, new Tally(0, 1));
        }
        LearnedPattern other = new LearnedPattern(CHANGE, Trust.PROPOSED, 0, 3, 0, 0, others);
        LearnedPattern both = pattern(0, -1, 0, 31).or(other);
        assertThat(both.tables()).hasSize(32).containsKeys("table0", "table30", "other31");
        assertThat(both.firstLook()).isEqualTo(3);
        assertThat(other.or(pattern(0, 4, 0, 1)).firstLook()).isEqualTo(3);
        assertThat(pattern(0, 0, 0, 1).or(other).firstLook()).isZero();
    }

    /** 15 of the first 20 were right; of 24 at once, the share of 20 counts. */
    @Test
    void theFirstLookIsAtTwentyOutcomes() {
        LearnedPattern nineteen =
                PROPOSED.with("a", true, 5, 1).with("b", true, 5, 1).with("c", true, 5, 1);
        assertThat(nineteen.with("d", false, 4, 1).firstLook()).isEqualTo(-1);
        assertThat(nineteen.with("d", false, 5, 1).firstLook()).isEqualTo(15);
        LearnedPattern some = new LearnedPattern(
                CHANGE, Trust.PROPOSED, 0, -1, 0, 0, Map.of("a", new Tally(5, 1), "b", new Tally(5, 1)));
        LearnedPattern more = new LearnedPattern(
                CHANGE, Trust.PROPOSED, 0, -1, 0, 0, Map.of("c", new Tally(5, 1), "d", new Tally(3, 3)));
        assertThat(some.or(more).firstLook()).isEqualTo(18 * 20 / 24);
    }

    @Test
    void thatWhichWasUsefulLongestAgoGoesFirst() {
        Change other = new Change(TypeFamily.TEXT, List.of("a"), List.of("b"), true);
        LearnedPattern late = LearnedPattern.proposed(other, 200);
        LearnedPattern sameTime = LearnedPattern.proposed(other, 100);
        assertThat(LearnedPattern.leastRecentlyUsefulFirst().compare(PROPOSED, late))
                .isNegative();
        assertThat(LearnedPattern.leastRecentlyUsefulFirst().compare(late, PROPOSED))
                .isPositive();
        assertThat(LearnedPattern.leastRecentlyUsefulFirst().compare(PROPOSED, sameTime))
                .isEqualTo(PROPOSED.id().compareTo(sameTime.id()));
    }

    @Test
    void aChangeIsToldWithWhatStandsBesideIt() {
        assertThat(CHANGE.told()).isEqualTo("…sender… → …author…");
        assertThat(new Change(TypeFamily.TEXT, List.of("a", "b"), List.of("c"), true).told())
                .isEqualTo("a_b → c");
        assertThat(CHANGE.id()).matches("[0-9a-f]{8}");
    }
}
