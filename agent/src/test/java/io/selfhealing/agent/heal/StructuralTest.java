package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.identified;
import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.selfhealing.agent.heal.Verdict.Refusal;
import io.selfhealing.agent.schema.TableSnapshot;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class StructuralTest {
    private static final Writes WRITE = Writes.insert("t", "id", "a");
    private static final TableSnapshot BEFORE = table("t", "id int pk", "a int required", "z text");

    private static String told(TableSnapshot now) {
        return Cases.of(WRITE).on(now).after(BEFORE).agreeing().told();
    }

    @Test
    void anotherNameInTheSamePlaceIsARename() {
        assertThat(told(table("t", "id int pk", "x int required", "z text"))).isEqualTo("a→x STRUCTURAL");
    }

    @Test
    void aLaterChangeOfAnotherColumnDoesNotHideTheRename() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "y int required"))
                        .after(
                                table("t", "id int pk", "y int required", "z text"),
                                table("t", "id int pk", "x int required", "z text"),
                                BEFORE)
                        .agreeing()
                        .told())
                .isEqualTo("a→y STRUCTURAL");
    }

    @Test
    void severalNamesMayChangeAtOnce() {
        assertThat(Cases.of(Writes.insert("t", "b", "a", "id"))
                        .on(table("t", "x int", "y int", "id int pk"))
                        .after(table("t", "a int", "b int", "id int pk"))
                        .agreeing()
                        .told())
                .isEqualTo("b→y STRUCTURAL; a→x STRUCTURAL");
    }

    @Test
    void theKeyMayBeRenamed() {
        assertThat(Cases.of(Writes.update("t", "v").where("id"))
                        .on(table("t", "key int pk", "v int"))
                        .after(table("t", "id int pk", "v int"))
                        .agreeing()
                        .told())
                .isEqualTo("id→key STRUCTURAL");
    }

    @Test
    void anyOtherDifferenceSpoilsTheEvidence() {
        assertThat(told(table("t", "id int pk", "x bigint required", "z text"))).isEqualTo("refused a");
        assertThat(told(table("t", "id int pk", "x int", "z text"))).isEqualTo("out a");
        assertThat(told(table("t", "id int pk", "x int required default", "z text")))
                .isEqualTo("refused a");
        assertThat(told(table("t", "id int pk", "x int required", "z varchar(5)")))
                .isEqualTo("refused a");
        assertThat(told(table("t", "id int pk", "x int required", "z text", "w int")))
                .isEqualTo("refused a");
        assertThat(told(table("t", "id int pk", "z text", "x int required"))).isEqualTo("refused a");
        assertThat(told(table("t", "id int", "x int pk", "z text"))).startsWith("refused");
    }

    @Test
    void theLastColumnMayHaveBeenDroppedAndAnotherAdded() {
        Cases last = Cases.of(WRITE)
                .on(table("t", "id int pk", "x int"))
                .after(table("t", "id int pk", "a int"))
                .withoutQuarantine();
        assertThat(last.decided())
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .satisfies(refusal -> assertThat(refusal.suggestions())
                        .singleElement()
                        .satisfies(step ->
                                assertThat(step.evidence().get(0).confidence()).isEqualTo(0.6)));
    }

    @Test
    void soMayEachOfSeveralColumnsAtTheEnd() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "x int", "y int"))
                        .after(table("t", "id int pk", "a int", "b int"))
                        .told())
                .isEqualTo("out a");
    }

    @Test
    void aPatternSupportsWeakStructuralEvidence() {
        Verdict verdict = Cases.of(Writes.insert("t", "id", "sender"))
                .on(table("t", "id int pk", "role text"))
                .after(table("t", "id int pk", "sender text"))
                .empty()
                .decided();
        assertThat(verdict)
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Heal.class))
                .satisfies(heal -> assertThat(heal.steps().get(0).evidence())
                        .extracting(Evidence::kind, Evidence::confidence)
                        .containsExactly(
                                tuple(EvidenceKind.PATTERN, 1 - (1 - 0.8) * (1 - 0.6)),
                                tuple(EvidenceKind.PATTERN, 0.8),
                                tuple(EvidenceKind.STRUCTURAL, 0.6)));
    }

    /** The last column may have gone and another have come, and names that are merely alike do not tell. */
    @Test
    void namesThatAreMerelyAlikeDoNot() {
        assertThat(Cases.of(Writes.insert("t", "id", "master_address"))
                        .on(table("t", "id int pk", "api_address text"))
                        .after(table("t", "id int pk", "master_address text"))
                        .told())
                .isEqualTo("out master_address");
    }

    @Test
    void aTableThatWasMadeAnewTellsNothing() {
        assertThat(Cases.of(WRITE)
                        .on(identified(table("t", "id int pk", "x int", "z int"), "200"))
                        .after(identified(table("t", "id int pk", "a int", "z int"), "100"))
                        .agreeing()
                        .told())
                .isEqualTo("refused a");
    }

    @Test
    void columnsWithDifferentIdentitiesAreDifferentColumns() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk #1", "x int #9", "z int #3"))
                        .after(table("t", "id int pk #1", "a int #2", "z int #3"))
                        .agreeing()
                        .told())
                .isEqualTo("out a");
    }

    @Test
    void nameThatAnotherColumnTookOverIsNotFollowed() {
        assertThat(Cases.of(Writes.insert("t", "id", "a"))
                        .on(table("t", "id int pk #1", "c text #3", "d text #4"))
                        .after(
                                table("t", "id int pk #1", "c text #2", "b text #3"),
                                table("t", "id int pk #1", "a text #2", "b text #3"))
                        .agreeing()
                        .told())
                .isEqualTo("out a");
    }
}
