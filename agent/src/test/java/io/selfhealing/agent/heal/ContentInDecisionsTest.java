package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.identified;
import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.TableSnapshot;
import org.junit.jupiter.api.Test;

final class ContentInDecisionsTest {
    private static final Content SAME = new Content.Same("12 rows agree");
    private static final Content AGREEING = new Content.Agreeing(false, "2 rows agree");
    private static final Content DIFFERENT = new Content.Different(true, "12 rows hold another value");
    private static final Writes WRITE = Writes.insert("t", "id", "ssn");
    private static final TableSnapshot BEFORE = table("t", "id int pk", "ssn text", "z text");
    private static final TableSnapshot AFTER = table("t", "id int pk", "display_name text", "z text");
    private static final TableSnapshot BEFORE_IDENTIFIED =
            identified(table("t", "id int pk #1", "sender text #2", "z text #3"), "100");

    private static Cases changed(TableSnapshot now) {
        return Cases.of(WRITE).on(now).after(BEFORE);
    }

    @Test
    void aColumnDroppedAndAnotherAddedInItsPlaceIsNoRename() {
        assertThat(changed(AFTER).told()).isEqualTo("out ssn");
        assertThat(changed(AFTER).rows("ssn", "display_name", DIFFERENT).told()).isEqualTo("out ssn");
    }

    @Test
    void rowsThatAgreeBearOutWhatThePlaceSays() {
        assertThat(changed(AFTER).rows("ssn", "display_name", AGREEING).told())
                .isEqualTo("ssn→display_name STRUCTURAL");
        assertThat(changed(table("t", "id int pk", "z text", "display_name text"))
                        .rows("ssn", "display_name", AGREEING)
                        .told())
                .isEqualTo("out ssn");
    }

    @Test
    void theLastColumnIsRenamedAsWellAsAnyOther() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "x text"))
                        .after(table("t", "id int pk", "ssn text"))
                        .rows("ssn", "x", AGREEING)
                        .told())
                .isEqualTo("ssn→x STRUCTURAL");
    }

    @Test
    void enoughRowsProveAColumnWhereverItIsNow() {
        assertThat(changed(table("t", "id int pk", "z text", "w int", "x jsonb"))
                        .rows("ssn", "x", SAME)
                        .told())
                .isEqualTo("ssn→x CONTENT");
    }

    @Test
    void aFewLongTextsTellByThemselvesButAreNoProof() {
        Content telling = new Content.Agreeing(true, "3 rows agree");
        Cases moved =
                changed(table("t", "id int pk", "z text", "w int", "x text")).rows("ssn", "x", telling);
        assertThat(moved.told()).isEqualTo("ssn→x CONTENT");
        assertThat(moved.leastConfidence(1).told()).isEqualTo("out ssn");
    }

    @Test
    void twoColumnsThatHoldTheValuesAreOneTooMany() {
        assertThat(changed(table("t", "id int pk", "z text", "x text", "y text"))
                        .rows("ssn", "x", SAME)
                        .rows("ssn", "y", SAME)
                        .told())
                .isEqualTo("out ssn");
    }

    @Test
    void columnsThatStoodSideBySideFromTheFirstAreTwo() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "z text"))
                        .after(BEFORE)
                        .rows("ssn", "z", SAME)
                        .told())
                .isEqualTo("out ssn");
    }

    @Test
    void aColumnThatCameLaterAndWasKeptInStepIsTheOldOne() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "tax_number text"))
                        .after(
                                table("t", "id int pk", "ssn text", "tax_number text"),
                                table("t", "id int pk", "ssn text"))
                        .rows("ssn", "tax_number", SAME)
                        .told())
                .isEqualTo("ssn→tax_number CONTENT");
    }

    @Test
    void aColumnThatHoldsNoneOfTheValuesIsNoGuess() {
        Content unlike = new Content.Unlike("32 rows hold none");
        Writes write = Writes.insert("t", "id", "sender");
        Cases guessed = Cases.of(write)
                .on(table("t", "id int pk", "role text", "z text"))
                .after(table("t", "id int pk", "sender text", "z text"));
        assertThat(guessed.told()).isEqualTo("sender→role PATTERN");
        assertThat(guessed.rows("sender", "role", unlike).told()).isEqualTo("out sender");
        TableSnapshot renamed = identified(table("t", "id int pk #1", "code text #2", "z text #3"), "100");
        assertThat(Cases.of(write)
                        .on(renamed)
                        .after(BEFORE_IDENTIFIED)
                        .rows("sender", "code", unlike)
                        .told())
                .isEqualTo("sender→code IDENTITY");
    }

    @Test
    void aNameThatAnotherColumnTookOverSpoilsTheWholeWrite() {
        Cases inherited = Cases.of(Writes.insert("t", "id", "price", "region"))
                .on(table("t", "id int pk", "price text"))
                .after(table("t", "id int pk", "price text", "region text"));
        assertThat(inherited.told()).isEqualTo("out region");
        assertThat(inherited
                        .rows("region", "price", SAME)
                        .rows("price", "price", DIFFERENT)
                        .told())
                .isEqualTo("refused region");
    }

    @Test
    void otherValuesAreAVetoOverEveryRung() {
        TableSnapshot renamed = identified(table("t", "id int pk #1", "code text #2", "z text #3"), "100");
        Cases proved = Cases.of(Writes.insert("t", "id", "sender")).on(renamed).after(BEFORE_IDENTIFIED);
        assertThat(proved.told()).isEqualTo("sender→code IDENTITY");
        assertThat(proved.rows("sender", "code", DIFFERENT).told()).isEqualTo("out sender");
        assertThat(Cases.of(WRITE)
                        .on(AFTER)
                        .after(BEFORE)
                        .alias("ssn", "display_name")
                        .rows("ssn", "display_name", DIFFERENT)
                        .told())
                .isEqualTo("out ssn");
        assertThat(Cases.of(WRITE)
                        .on(AFTER)
                        .after(BEFORE)
                        .witnessed("ssn>display_name")
                        .rows("ssn", "display_name", DIFFERENT)
                        .told())
                .isEqualTo("out ssn");
    }

    @Test
    void aDropThatTheCatalogShowsIsNoRenameWhateverTheNamesAreLike() {
        TableSnapshot now = identified(table("t", "id int pk #1", "z text #3", "role text #4"), "100");
        Cases dropped = Cases.of(Writes.insert("t", "id", "sender")).on(now).after(BEFORE_IDENTIFIED);
        assertThat(dropped.told()).isEqualTo("out sender");
        assertThat(dropped.rows("sender", "role", SAME).told()).isEqualTo("sender→role CONTENT");
    }

    @Test
    void withoutARowOnlyNamesThatAreAkinBearOutAPlace() {
        assertThat(changed(AFTER).empty().told()).isEqualTo("out ssn");
        assertThat(Cases.of(Writes.insert("t", "id", "user_name"))
                        .on(table("t", "id int pk", "username text"))
                        .after(table("t", "id int pk", "user_name text"))
                        .empty()
                        .told())
                .startsWith("user_name→username");
    }

    @Test
    void aNewTableLikeOneThatIsGoneIsAnother() {
        TableSnapshot failures = table("login_failures", "id int pk", "who text");
        Writes write = Writes.insert("login_failures", "id", "who");
        TableSnapshot bans = table("bans", "id int pk", "who text");
        assertThat(LostCases.of(write, failures)
                        .now(bans)
                        .exchanged("login_failures", "bans")
                        .told())
                .startsWith("refused");
        assertThat(LostCases.of(write, failures)
                        .now(bans)
                        .exchanged("login_failures", "bans")
                        .rows("bans", DIFFERENT)
                        .told())
                .startsWith("refused");
        assertThat(LostCases.of(write, failures)
                        .now(bans)
                        .exchanged("login_failures", "bans")
                        .rows("bans", AGREEING)
                        .told())
                .isEqualTo("public.login_failures→public.bans STRUCTURAL");
    }

    @Test
    void ofSeveralNewTablesTheOneWithTheRowsIsTheOldOne() {
        TableSnapshot orders = table("orders", "id int pk", "who text");
        LostCases several = LostCases.of(Writes.insert("orders", "id", "who"), orders)
                .now(table("sales", "id int pk", "who text"), table("deals", "id int pk", "who text"))
                .exchanged("orders,offers", "sales,deals");
        assertThat(several.told()).startsWith("refused");
        assertThat(several.rows("deals", SAME).told()).isEqualTo("public.orders→public.deals CONTENT");
        assertThat(several.rows("sales", SAME).told()).startsWith("refused: more than one table");
    }

    @Test
    void aColumnThatHoldsNothingInTheOldestRowsIsNoGuess() {
        Cases added = Cases.of(Writes.insert("t", "id", "created_by"))
                .on(table("t", "id int pk", "n int", "creator text"))
                .after(table("t", "id int pk", "created_by text", "n int"));
        assertThat(added.told()).startsWith("created_by→creator");
        assertThat(added.hollow("creator").told()).isEqualTo("out created_by");
    }
}
