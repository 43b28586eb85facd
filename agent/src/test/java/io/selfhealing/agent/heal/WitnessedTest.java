package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.seen;
import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.TableSnapshot;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WitnessedTest {
    private static final Writes WRITE = Writes.insert("t", "id", "a");

    @Test
    void aRenameThatPassedThroughIsFollowed() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "zebra int"))
                        .witnessed("a>zebra")
                        .told())
                .isEqualTo("a→zebra WITNESSED");
    }

    @Test
    void aChainOfRenamesIsFollowedToItsEnd() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "b int", "d int"))
                        .witnessed("c>d", "x>y", "b>c", "a>b")
                        .told())
                .isEqualTo("a→d WITNESSED");
    }

    @Test
    void aRenameUndoneLeadsTheNewNameBack() {
        Writes newVersion = Writes.insert("t", "id", "b");
        assertThat(Cases.of(newVersion)
                        .on(table("t", "id int pk", "a int"))
                        .witnessed("b>a", "a>b")
                        .told())
                .isEqualTo("b→a WITNESSED");
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "a int"))
                        .witnessed("b>a", "a>b")
                        .told())
                .isEqualTo("healthy");
    }

    @Test
    void onlyWhatCameAfterTheLastRenameOfTheNameCounts() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "b int", "c int"))
                        .witnessed("a>b", "b>c", "a>b")
                        .told())
                .isEqualTo("a→b WITNESSED");
    }

    @Test
    void aChainThatEndsNowhereProvesNothing() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "other int"))
                        .witnessed("a>b")
                        .told())
                .isEqualTo("out a");
    }

    @Test
    void anIdentityThatDiffersOutweighsTheWitness() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk #1", "b int #9"))
                        .after(table("t", "id int pk #1", "a int #2"))
                        .witnessed("a>b")
                        .told())
                .isEqualTo("out a");
    }

    @Test
    void aNameThatWasTakenAgainAfterTheRenameIsNotFollowed() {
        TableSnapshot both = table("t", "id int pk", "b int", "a int");
        Cases taken = Cases.of(WRITE)
                .on(table("t", "id int pk", "b int"))
                .after(seen(both, Instant.parse("2026-02-01T00:00:00Z")))
                .witnessed("a>b");
        assertThat(taken.told()).isEqualTo("out a");
    }

    @Test
    void aProvedRenameMayHaveChangedTheType() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "b text"))
                        .after(table("t", "id int pk", "a int"))
                        .witnessed("a>b")
                        .told())
                .isEqualTo("a→b WITNESSED");
    }

    @Test
    void aWriteThatUsesBothNamesOfOneColumnIsRefused() {
        assertThat(Cases.of(Writes.insert("t", "id", "inbox", "shared_inbox"))
                        .on(table("t", "id int pk", "inbox text"))
                        .witnessed("shared_inbox>inbox")
                        .told())
                .isEqualTo("refused shared_inbox");
    }
}
