package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.Verdict.Refusal;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class IdentityTest {
    private static final Writes WRITE = Writes.insert("t", "id", "a");

    @Test
    void aColumnIsRecognisedUnderAnyName() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk #1", "nothing_like_it text #2"))
                        .after(table("t", "id int pk #1", "a int #2"))
                        .told())
                .isEqualTo("a→nothing_like_it IDENTITY");
    }

    @Test
    void twoRenamesAtOnceAreToldApart() {
        assertThat(Cases.of(Writes.insert("t", "id", "a", "b"))
                        .on(table("t", "id int pk #1", "y int #2", "x int #3"))
                        .after(table("t", "id int pk #1", "a int #2", "b int #3"))
                        .told())
                .isEqualTo("a→y IDENTITY; b→x IDENTITY");
    }

    @Test
    void dropAndAddIsNoRename() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk #1", "x int #3"))
                        .after(table("t", "id int pk #1", "a int #2"))
                        .told())
                .isEqualTo("out a");
    }

    @Test
    void aRenameUndoneLeadsTheNewNameBack() {
        assertThat(Cases.of(Writes.insert("t", "id", "b"))
                        .on(table("t", "id int pk #1", "a int #2"))
                        .after(table("t", "id int pk #1", "b int #2"))
                        .told())
                .isEqualTo("b→a IDENTITY");
    }

    @Test
    void aNameThatStoodForTwoColumnsThatLiveOnIsAmbiguous() {
        Verdict verdict = Cases.of(WRITE)
                .on(table("t", "id int pk #1", "x int #2", "y int #3"))
                .after(table("t", "id int pk #1", "x int #2", "a int #3"), table("t", "id int pk #1", "a int #2"))
                .withoutQuarantine()
                .decided();
        assertThat(verdict)
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .satisfies(refusal -> assertThat(refusal.reason()).contains("more than one column"));
    }

    @Test
    void aNameWhoseLastColumnIsGoneDoesNotFallBackToAnOlderOne() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk #1", "x int #2"))
                        .after(
                                table("t", "id int pk #1", "x int #2", "a int #3"),
                                table("t", "id int pk #1", "a int #2"))
                        .told())
                .isEqualTo("out a");
    }

    @Test
    void aTargetThatTheStatementWritesItselfIsNotTaken() {
        assertThat(Cases.of(Writes.insert("t", "id", "sidebar", "description"))
                        .on(table("t", "id int pk #1", "description text #2", "summary text #3"))
                        .after(table("t", "id int pk #1", "sidebar text #2", "description text #3"))
                        .told())
                .startsWith("refused sidebar");
    }

    @Test
    void aWriteThatAlsoUsesANameThatMovedIsRefused() {
        assertThat(Cases.of(Writes.insert("t", "id", "a", "b"))
                        .on(table("t", "id int pk #1", "x int #2", "c int #3", "b int #4"))
                        .after(table("t", "id int pk #1", "a int #2", "b int #3"))
                        .told())
                .isEqualTo("refused a");
    }

    @Test
    void soIsAWriteThatUsesANameWhichAnotherColumnTookOver() {
        assertThat(Cases.of(Writes.insert("t", "id", "inbox", "shared_inbox"))
                        .on(table("t", "id int pk #1", "inbox text #3"))
                        .after(table("t", "id int pk #1", "inbox text #2", "shared_inbox text #3"))
                        .told())
                .isEqualTo("refused shared_inbox");
    }

    @Test
    void aColumnRecreatedUnderItsOwnNameIsTheSameToTheWrite() {
        assertThat(Cases.of(Writes.insert("t", "id", "a", "b"))
                        .on(table("t", "id int pk #1", "x int #2", "b bigint #4"))
                        .after(table("t", "id int pk #1", "a int #2", "b int #3"))
                        .told())
                .isEqualTo("a→x IDENTITY");
    }

    @Test
    void aColumnThatBecameComputedCannotBeWritten() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk #1", "x int computed #2"))
                        .after(table("t", "id int pk #1", "a int #2"))
                        .withoutQuarantine()
                        .told())
                .isEqualTo("refused a");
    }

    @Test
    void aNameThatWasHandedOnIsAmbiguousThoughTheFirstWhoBoreItIsGone() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk #1", "y int #3"))
                        .after(
                                table("t", "id int pk #1", "x int #2", "a int #3"),
                                table("t", "id int pk #1", "a int #2"))
                        .told())
                .isEqualTo("out a");
    }

    @Test
    void soIsOneThatAnotherColumnInherited() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk #1", "y int #3"))
                        .after(
                                table("t", "id int pk #1", "a int #3"),
                                table("t", "id int pk #1", "a int #2", "b int #3"))
                        .told())
                .isEqualTo("out a");
    }

    @Test
    void aColumnThatWasMadeAnewUnderItsNameIsFollowed() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk #1", "y int #3", "z int #4"))
                        .after(
                                table("t", "id int pk #1", "y int #3"),
                                table("t", "id int pk #1", "a int #3"),
                                table("t", "id int pk #1", "a int #2"))
                        .told())
                .isEqualTo("a→y IDENTITY");
    }
}
