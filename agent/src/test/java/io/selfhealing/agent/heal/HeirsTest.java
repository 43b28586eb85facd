package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.identified;
import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A column is gone, and its neighbour may have been dropped in its stead and its own name be the neighbour's now. */
final class HeirsTest {
    private static final Content AGREEING = new Content.Agreeing(false, "2 rows agree");
    private static final TableSnapshot BEFORE = table("t", "id int pk", "ssn text", "phone text");
    private static final TableSnapshot AFTER = table("t", "id int pk", "ssn text");

    private static Cases lost(TableSnapshot now, TableSnapshot before) {
        return Cases.of(Writes.insert("t", "id", "ssn", "phone")).on(now).after(before);
    }

    @Test
    void aNeighbourOfTheSameTypeMayBeTheOneThatIsGone() {
        assertThat(lost(AFTER, BEFORE).asked().told()).isEqualTo("refused phone");
        assertThat(lost(table("t", "id int pk", "ssn text"), table("t", "id int pk", "phone text", "ssn text"))
                        .asked()
                        .told())
                .isEqualTo("refused phone");
    }

    @Test
    void rowsTellThatItIsWhatItWas() {
        assertThat(lost(AFTER, BEFORE).rows("ssn", "ssn", AGREEING).asked().told())
                .isEqualTo("out phone");
    }

    @Test
    void whereNobodyCanAskTheRowsItIsTakenForWhatItWas() {
        assertThat(lost(AFTER, BEFORE).told()).isEqualTo("out phone");
    }

    @Test
    void anotherTypeAnotherRuleOrAColumnThatStayedBetweenThemTellsThemApart() {
        assertThat(lost(table("t", "id int pk", "ssn int"), table("t", "id int pk", "ssn int", "phone text"))
                        .asked()
                        .told())
                .isEqualTo("out phone");
        assertThat(lost(
                                table("t", "id int pk", "ssn text required"),
                                table("t", "id int pk", "ssn text required", "phone text"))
                        .asked()
                        .told())
                .isEqualTo("out phone");
        assertThat(lost(
                                table("t", "id int pk", "ssn text", "z int"),
                                table("t", "id int pk", "ssn text", "z int", "phone text"))
                        .asked()
                        .told())
                .isEqualTo("out phone");
    }

    @Test
    void oneThatIsGoneBetweenThemDoesNot() {
        assertThat(lost(AFTER, table("t", "id int pk", "ssn text", "z int", "phone text"))
                        .asked()
                        .told())
                .isEqualTo("refused phone");
    }

    @Test
    void aNameThatMovedToTheTypeAndPlaceOfTheOneThatIsGoneIsDoubted() {
        assertThat(lost(
                                table("t", "id int pk", "z int", "ssn varchar(9)"),
                                table("t", "id int pk", "ssn text", "z int", "phone varchar(9)"))
                        .asked()
                        .told())
                .isEqualTo("refused phone");
    }

    /** Dropped, and its name given to another one; or the table is another one. */
    @Test
    void aNameThatChangedSidesWithAnotherIsDoubted() {
        TableSnapshot before = table("t", "id int pk", "ssn int", "z int", "phone text");
        TableSnapshot now = table("t", "id int pk", "z int", "ssn date");
        assertThat(lost(now, before).told()).isEqualTo("refused phone");
        assertThat(lost(now, before).asked().told()).isEqualTo("refused phone");
        assertThat(lost(now, before).rows("ssn", "ssn", AGREEING).asked().told())
                .isEqualTo("out phone");
    }

    /** Rows that were looked at later are of whichever column bore the name by then. */
    @Test
    void rowsOfALaterShapeDoNotTellThatItIsWhatItWas() {
        TableSnapshot first = table("t", "id int pk", "phone text", "z int", "ssn int");
        TableSnapshot second = table("t", "id int pk", "ssn text", "z int");
        TableSnapshot now = table("t", "id int pk", "ssn text", "y int");
        Cases cases = Cases.of(Writes.insert("t", "id", "ssn", "phone"))
                .on(now)
                .after(second, first)
                .asked();
        assertThat(cases.keptSince("ssn", List.of(second)).told()).isEqualTo("refused phone");
        assertThat(cases.keptSince("ssn", List.of(first)).told()).isEqualTo("out phone");
    }

    @Test
    void aNameThatWasGivenToAnotherColumnBeforeThatOneWasRenamedIsDoubted() {
        TableSnapshot first = table("t", "id int pk", "phone varchar(80)", "ssn decimal(12,2)");
        TableSnapshot second = table("t", "id int pk", "ssn varchar(80)");
        Cases cases = lost(table("t", "id int pk", "zorp varchar(80)"), second)
                .after(first)
                .asked();
        assertThat(cases.told()).startsWith("refused");
    }

    /** The neighbour was dropped, its name given on, and the type, a default or what it requires changed with that. */
    @Test
    void aNameWhoseColumnIsAnotherThanItWasIsDoubtedBesideOneThatIsGone() {
        TableSnapshot before = table("t", "id int pk", "ssn varchar(30)", "phone int");
        assertThat(lost(table("t", "id int pk", "ssn varchar(60)"), before)
                        .asked()
                        .told())
                .startsWith("refused");
        assertThat(lost(table("t", "id int pk", "ssn int required"), before)
                        .asked()
                        .told())
                .startsWith("refused");
        assertThat(lost(table("t", "id int pk", "ssn varchar(30)"), before)
                        .asked()
                        .told())
                .isEqualTo("out phone");
    }

    @Test
    void oneThatCameOrWentBetweenThemChangesNoSides() {
        assertThat(lost(
                                table("t", "id int pk", "new int", "ssn date", "z int"),
                                table("t", "id int pk", "phone text", "ssn date", "old text", "z int"))
                        .asked()
                        .told())
                .isEqualTo("out phone");
    }

    @Test
    void identitiesTellByThemselves() {
        assertThat(lost(
                                identified(table("t", "id int pk #1.1", "ssn text #1.2"), "1"),
                                identified(table("t", "id int pk #1.1", "ssn text #1.2", "phone text #1.3"), "1"))
                        .asked()
                        .told())
                .isEqualTo("out phone");
    }

    @Test
    void aNameThatTheWriteDoesNotMentionIsNoMatter() {
        assertThat(Cases.of(Writes.insert("t", "id", "phone"))
                        .on(AFTER)
                        .after(BEFORE)
                        .asked()
                        .told())
                .isEqualTo("out phone");
    }

    @Test
    void aTableThatIsAsThisOneWasMayBeTheOneThatTheWriteMeans() {
        TableSnapshot now = table("t", "id int pk", "ssn int");
        TableSnapshot before = table("t", "id int pk", "ssn int", "phone text");
        assertThat(lost(now, before).beside("clients").told()).isEqualTo("refused phone");
        assertThat(lost(now, before)
                        .rows("ssn", "ssn", AGREEING)
                        .beside("clients")
                        .told())
                .isEqualTo("out phone");
    }
}
