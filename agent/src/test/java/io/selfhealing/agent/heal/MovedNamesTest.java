package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.seen;
import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.TableSnapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Where the database gives columns no identity, a name that moved is known by the places. */
final class MovedNamesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final TableSnapshot THREE = table("t", "id int pk", "a text", "b text", "c text", "z int");

    private static String told(TableSnapshot... newestFirst) {
        Cases cases = Cases.of(Writes.insert("t", "id", "a", "b", "c")).on(newestFirst[0]);
        for (int i = 1; i < newestFirst.length; i++) {
            cases.after(newestFirst[i]);
        }
        return cases.agreeing().told();
    }

    @Test
    void aWriteWithTwoNamesThatWereExchangedAndOneThatIsGoneIsRefused() {
        assertThat(told(table("t", "id int pk", "b text", "a text", "x text", "z int"), THREE))
                .isEqualTo("refused c");
    }

    @Test
    void soIsOneWhoseNamesMovedOnByOne() {
        assertThat(told(table("t", "id int pk", "x text", "a text", "b text", "z int"), THREE))
                .isEqualTo("refused c");
    }

    @Test
    void alsoWhereTheyWereSeenToMoveOneAfterTheOther() {
        assertThat(told(
                        table("t", "id int pk", "x text", "a text", "b text", "z int"),
                        table("t", "id int pk", "a text", "y text", "b text", "z int"),
                        table("t", "id int pk", "a text", "b text", "y text", "z int"),
                        THREE))
                .isEqualTo("refused c");
    }

    @Test
    void andWhereTheTableGrewMeanwhile() {
        assertThat(told(
                        table("t", "id int pk", "x text", "a text", "b text", "z int", "w int"),
                        table("t", "id int pk", "a text", "b text", "y text", "z int", "w int"),
                        table("t", "id int pk", "a text", "b text", "y text", "z int"),
                        THREE))
                .isEqualTo("refused c");
    }

    /** Places that differ in type tell that a column went, and the others came closer. */
    @Test
    void namesThatOnlyCameCloserAreWhereTheyWere() {
        assertThat(told(table("t", "id int pk", "a text", "b text", "z int", "w int"), THREE))
                .isEqualTo("out c");
        assertThat(told(table("t", "id int pk", "a text", "b text", "z int"), THREE))
                .isEqualTo("out c");
    }

    @Test
    void aNameThatTheWriteDoesNotMentionMayMove() {
        assertThat(told(
                        table("t", "id int pk", "a text", "b text", "x text", "q int", "p int"),
                        table("t", "id int pk", "a text", "b text", "c text", "p int", "q int")))
                .isEqualTo("out c");
    }

    /** An application that was made for the names before a migration knows nothing of those in the midst of it. */
    @Test
    void changesThatWereSeenCloseTogetherAreTakenForOne() {
        assertThat(exchangedBefore(Duration.ZERO)).isEqualTo("refused c");
        assertThat(exchangedBefore(Duration.ofMinutes(10))).isEqualTo("refused c");
        assertThat(exchangedBefore(Duration.ofMinutes(11))).isEqualTo("c→x IDENTITY");
    }

    private static String exchangedBefore(Duration loss) {
        return told(
                seen(table("t", "id int pk #1", "b text #2", "a text #3", "x text #4"), NOON),
                seen(table("t", "id int pk #1", "b text #2", "a text #3", "c text #4"), NOON.minus(loss)),
                seen(
                        table("t", "id int pk #1", "a text #2", "b text #3", "c text #4"),
                        NOON.minus(Duration.ofDays(1))));
    }

    @Test
    void oneThatMovedAndCameBackIsWhereItWas() {
        assertThat(told(
                        table("t", "id int pk", "a text", "b text", "x text", "z int"),
                        table("t", "id int pk", "b text", "a text", "c text", "z int"),
                        THREE))
                .isEqualTo("refused c");
        assertThat(told(
                        seen(table("t", "id int pk", "a text", "b text", "x text", "z int"), NOON),
                        seen(THREE, NOON.minus(Duration.ofDays(1))),
                        seen(
                                table("t", "id int pk", "b text", "a text", "c text", "z int"),
                                NOON.minus(Duration.ofDays(2))),
                        seen(THREE, NOON.minus(Duration.ofDays(3)))))
                .isEqualTo("c→x STRUCTURAL");
    }
}
