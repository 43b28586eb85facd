package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.table;
import static io.selfhealing.agent.heal.Tables.withTriggers;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.TableSnapshot;
import org.junit.jupiter.api.Test;

final class OmittedTest {
    private static final TableSnapshot TABLE = table("t", "id int pk", "created_at timestamptz required", "v int");

    private static String told(Writes write, TableSnapshot table) {
        return Cases.of(write).on(table).told();
    }

    @Test
    void aRequiredMomentOfCreationIsFilled() {
        assertThat(told(Writes.insert("t", "id"), TABLE)).isEqualTo("fill created_at CURRENT_TIMESTAMP");
        assertThat(told(Writes.insert("t", "id").rows(3), TABLE)).isEqualTo("fill created_at CURRENT_TIMESTAMP");
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "modified_on date required")))
                .isEqualTo("fill modified_on CURRENT_DATE");
    }

    @Test
    void nothingElseIsInvented() {
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "status text required")))
                .isEqualTo("healthy");
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "created_at text required")))
                .isEqualTo("healthy");
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "expires_at timestamp required")))
                .isEqualTo("healthy");
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "deleted_at timestamp required")))
                .isEqualTo("healthy");
    }

    @Test
    void whatTheDatabaseFillsIsLeftToIt() {
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "created_at timestamp")))
                .isEqualTo("healthy");
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "created_at timestamp required default")))
                .isEqualTo("healthy");
        assertThat(told(Writes.insert("t", "id"), withTriggers(TABLE))).isEqualTo("healthy");
    }

    @Test
    void whatTheStatementWritesIsNotFilledEvenIfItIsNull() {
        assertThat(told(Writes.insert("t", "id", "created_at").with("created_at", "NULL"), TABLE))
                .isEqualTo("healthy");
    }

    /** The database's error keeps the values out of each other's columns. */
    @Test
    void nothingIsFilledWhereNamesChangedHands() {
        Writes write = Writes.insert("t", "id", "a", "b");
        TableSnapshot before = table("t", "id int pk", "a text", "b text");
        assertThat(Cases.of(write)
                        .on(table("t", "id int pk", "b text", "a text", "created_at timestamptz required"))
                        .after(before)
                        .told())
                .startsWith("refused");
        TableSnapshot identified = table("t", "id int pk #1", "a text #2", "b text #3");
        assertThat(Cases.of(write)
                        .on(table("t", "id int pk #1", "b text #2", "a text #3", "created_at timestamptz #4 required"))
                        .after(identified)
                        .told())
                .startsWith("refused");
        assertThat(Cases.of(write)
                        .on(table("t", "id int pk #1", "b text #2", "created_at timestamptz #4 required", "a text #5"))
                        .after(identified)
                        .told())
                .startsWith("refused");
    }

    @Test
    void nothingIsFilledWhereANeighbourMayHaveTakenTheNameOfOneThatIsGone() {
        TableSnapshot before = table("t", "id int pk", "a text", "b text");
        assertThat(Cases.of(Writes.insert("t", "id", "b"))
                        .on(table("t", "id int pk", "b text", "created_at timestamptz required"))
                        .after(before)
                        .told())
                .startsWith("refused");
    }

    @Test
    void columnsThatKeptTheirSidesAreWhatTheyWere() {
        TableSnapshot before = table("t", "id int pk", "a text", "b text");
        assertThat(Cases.of(Writes.insert("t", "id", "a", "b"))
                        .on(table("t", "id int pk", "a text", "created_at timestamptz required", "z int", "b text"))
                        .after(before)
                        .told())
                .isEqualTo("fill created_at CURRENT_TIMESTAMP");
    }

    @Test
    void otherStatementsAreNotFilled() {
        assertThat(told(Writes.update("t", "v").where("id"), TABLE)).isEqualTo("healthy");
        assertThat(told(Writes.insert("t", "id").selected(), TABLE)).isEqualTo("healthy");
        assertThat(told(Writes.merge("t", "id"), TABLE)).isEqualTo("healthy");
        assertThat(told(Writes.insert("t"), TABLE)).isEqualTo("healthy");
    }

    @Test
    void theTargetOfARenameIsNotFilledAsWell() {
        assertThat(told(Writes.insert("t", "id", "creation_date"), TABLE))
                .isEqualTo("creation_date→created_at PATTERN");
    }

    @Test
    void aValueThatIsLeftOutMayBelongThereSoNowIsNotWrittenInstead() {
        assertThat(told(Writes.insert("t", "id", "born"), TABLE)).isEqualTo("refused born");
        assertThat(Cases.of(Writes.insert("t", "id", "born"))
                        .on(TABLE)
                        .after(table("t", "id int pk", "born timestamptz"))
                        .told())
                .isEqualTo("refused born");
    }

    @Test
    void aChangedWriteThatWouldLeaveARequiredColumnEmptyIsNotBegun() {
        assertThat(Cases.of(Writes.insert("t", "id", "mail"))
                        .on(table("t", "id int pk", "v int", "contact int required"))
                        .after(table("t", "id int pk", "mail text", "v int"))
                        .told())
                .isEqualTo("refused mail");
        assertThat(told(
                        Writes.insert("t", "id"),
                        table("t", "id int pk", "version int required", "tier text required")))
                .as("the database's error is told as it is")
                .startsWith("refused");
        assertThat(Cases.of(Writes.insert("t", "id", "mail"))
                        .on(withTriggers(table("t", "id int pk", "v int", "contact int required")))
                        .after(table("t", "id int pk", "mail text", "v int"))
                        .told())
                .as("a trigger may fill it")
                .isEqualTo("out mail");
    }

    @Test
    void aDefaultDoesNotStandForAValueThatIsLeftOut() {
        String[] with = {"id int pk", "price numeric", "v int"};
        for (String stand :
                new String[] {"price_cents int required default", "price_cents bigint default", "amount numeric default"
                }) {
            assertThat(Cases.of(Writes.insert("t", "id", "price"))
                            .on(table("t", "id int pk", "v int", stand))
                            .after(table("t", with))
                            .told())
                    .as(stand)
                    .isEqualTo("refused price");
        }
        for (String harmless : new String[] {"tag text default", "cents int", "active boolean required default"}) {
            assertThat(Cases.of(Writes.insert("t", "id", "price"))
                            .on(table("t", "id int pk", "v int", harmless))
                            .after(table("t", with))
                            .told())
                    .as(harmless)
                    .isEqualTo("out price");
        }
        assertThat(Cases.of(Writes.insert("t", "id", "price"))
                        .on(table("t", "id int pk", "v int", "stock int required default"))
                        .after(table("t", "id int pk", "price numeric", "v int", "stock int required default"))
                        .told())
                .as("it was there beside the price")
                .isEqualTo("out price");
        assertThat(Cases.of(Writes.update("t", "price", "v").where("id"))
                        .on(table("t", "id int pk", "v int", "price_cents int required default"))
                        .after(table("t", with))
                        .told())
                .as("an UPDATE sets no default")
                .isEqualTo("out price");
    }

    @Test
    void unlessItIsKnownThatItDoesNot() {
        assertThat(Cases.of(Writes.insert("t", "id", "colour"))
                        .on(TABLE)
                        .after(table("t", "id int pk", "colour text"))
                        .told())
                .isEqualTo("out colour; fill created_at CURRENT_TIMESTAMP");
        assertThat(Cases.of(Writes.insert("t", "id", "born"))
                        .on(TABLE)
                        .after(table("t", "id int pk", "born timestamptz", "created_at timestamptz"))
                        .told())
                .isEqualTo("out born; fill created_at CURRENT_TIMESTAMP");
    }

    @Test
    void aFillBelowTheLeastConfidenceIsNotMade() {
        assertThat(Cases.of(Writes.insert("t", "id"))
                        .on(TABLE)
                        .leastConfidence(0.95)
                        .told())
                .isEqualTo("healthy");
    }

    @Test
    void theListedFamiliesAreFilled() {
        assertThat(told(Writes.insert("t", "v"), table("t", "id uuid pk", "v int")))
                .isEqualTo("fill id gen_random_uuid()");
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "version int required")))
                .isEqualTo("fill version 0");
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "is_deleted boolean required")))
                .isEqualTo("fill is_deleted FALSE");
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "version text required")))
                .isEqualTo("healthy");
        assertThat(told(Writes.insert("t", "id"), table("t", "id int pk", "tenant_id uuid required")))
                .isEqualTo("healthy");
    }

    @Test
    void aFamilyCanBeSwitchedOff() {
        for (String off : new String[] {"created-now", "*"}) {
            assertThat(Cases.of(Writes.insert("t", "id")).on(TABLE).without(off).told())
                    .isEqualTo("healthy");
        }
        assertThat(Cases.of(Writes.insert("t", "id"))
                        .on(TABLE)
                        .without("version-0")
                        .told())
                .isEqualTo("fill created_at CURRENT_TIMESTAMP");
    }

    @Test
    void whatIsDeclaredIsFilledAndGoesFirst() {
        assertThat(Cases.of(Writes.insert("t", "id"))
                        .on(table("t", "id int pk", "status text required"))
                        .fill("status", "'new'")
                        .told())
                .isEqualTo("fill status 'new'");
        assertThat(Cases.of(Writes.insert("t", "id"))
                        .on(TABLE)
                        .fill("created_at", "'2000-01-01'")
                        .told())
                .isEqualTo("fill created_at '2000-01-01'");
    }

    @Test
    void nothingIsFilledBesideALeftOutValueOfTheSameKind() {
        assertThat(Cases.of(Writes.insert("t", "id", "revision"))
                        .on(table("t", "id int pk", "version int required", "v int"))
                        .after(table("t", "id int pk", "revision int", "v int"))
                        .told())
                .isEqualTo("refused revision");
    }
}
