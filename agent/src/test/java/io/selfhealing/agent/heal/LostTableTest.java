package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.identified;
import static io.selfhealing.agent.heal.Tables.ofKind;
import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.TableSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LostTableTest {
    private static final Content AGREEING = new Content.Agreeing(false, "2 rows agree");
    private static final Writes WRITE = Writes.insert("orders", "id", "total");
    private static final String[] COLUMNS = {"id int pk #7.1", "total int #7.2", "note text #7.3"};
    private static final TableSnapshot ORDERS = identified(table("orders", COLUMNS), "7");

    @Test
    void aTableIsRecognisedUnderAnyNameByItsIdentity() {
        assertThat(LostCases.of(WRITE, ORDERS)
                        .now(identified(table("zorp", COLUMNS), "7"))
                        .told())
                .isEqualTo("public.orders→public.zorp IDENTITY");
    }

    @Test
    void aTableInAnotherSchemaIsTheSameIfSomebodyUsesIt() {
        TableSnapshot moved = LostCases.in("sales", identified(table("orders", COLUMNS), "7"));
        assertThat(LostCases.of(WRITE, ORDERS)
                        .now(moved)
                        .used("sales", "orders")
                        .told())
                .isEqualTo("public.orders→sales.orders IDENTITY");
    }

    @Test
    void aTableIsRecognisedByItsNumberWhateverElseCameAndWent() {
        assertThat(LostCases.of(WRITE, table("orders", COLUMNS))
                        .now(table("zorp", COLUMNS), table("sale", COLUMNS))
                        .exchanged("orders,gone", "sale,zorp")
                        .numbered("zorp")
                        .told())
                .isEqualTo("public.orders→public.zorp IDENTITY");
    }

    @Test
    void theNumberOfATableThatStoodBesideItIsNoPlace() {
        assertThat(LostCases.of(WRITE, table("orders", COLUMNS))
                        .now(table("zorp", COLUMNS))
                        .exchanged("orders", "other")
                        .numbered("zorp")
                        .told())
                .isEqualTo("refused: nothing tells where the table orders is");
    }

    @Test
    void aTableOfTheSameNumberThatSeemsPutAwayIsNotFollowed() {
        assertThat(LostCases.of(WRITE, table("orders", COLUMNS))
                        .now(table("orders_old", COLUMNS))
                        .exchanged("orders", "orders_old")
                        .numbered("orders_old")
                        .told())
                .startsWith("refused: orders seems to have been set aside");
    }

    @Test
    void aColumnRenamedAtTheSameTimeIsFoundInTheNewTable() {
        TableSnapshot now = identified(table("sale", "id int pk #7.1", "amount int #7.2", "note text #7.3"), "7");
        assertThat(LostCases.of(WRITE, ORDERS).now(now).told())
                .isEqualTo("public.orders→public.sale IDENTITY; total→amount IDENTITY");
    }

    @Test
    void namesThatWereExchangedKeepTheWholeWriteFromTheNewTable() {
        TableSnapshot now = identified(table("sale", "id int pk #7.1", "note int #7.2", "total text #7.3"), "7");
        assertThat(LostCases.of(WRITE, ORDERS).now(now).told())
                .isEqualTo("refused: total is the name of another column now, suggests public.orders→public.sale"
                        + " IDENTITY");
        assertThat(LostCases.of(Writes.insert("orders", "id"), ORDERS).now(now).told())
                .isEqualTo("public.orders→public.sale IDENTITY");
    }

    @Test
    void soDoNamesThatWereExchangedBeforeTheTableWasRenamed() {
        TableSnapshot exchanged =
                identified(table("orders", "id int pk #7.1", "note int #7.2", "total text #7.3"), "7");
        TableSnapshot now = identified(table("sale", "id int pk #7.1", "note int #7.2", "total text #7.3"), "7");
        assertThat(LostCases.of(WRITE, exchanged, ORDERS).now(now).told()).startsWith("refused: total is the name");
    }

    @Test
    void aColumnWithoutAPlaceKeepsTheWholeWriteFromTheNewTable() {
        TableSnapshot now = identified(table("sale", "note text #7.3"), "7");
        assertThat(LostCases.of(WRITE, ORDERS).now(now).told()).startsWith("refused");
    }

    @Test
    void aTableThatWasDroppedIsNotLookedForByWeakerEvidence() {
        TableSnapshot alike = identified(table("sale", COLUMNS), "8");
        assertThat(LostCases.of(WRITE, ORDERS)
                        .now(alike)
                        .moved("orders>sale")
                        .exchanged("orders", "sale")
                        .told())
                .isEqualTo("refused: no ordinary table of today is what orders was");
    }

    @Test
    void aNameThatWentFromTableToTableIsAmbiguous() {
        assertThat(LostCases.of(WRITE, ORDERS, identified(table("orders", COLUMNS), "5"))
                        .now(identified(table("sale", COLUMNS), "7"), identified(table("former", COLUMNS), "5"))
                        .told())
                .isEqualTo("refused: orders has been the name of more than one table");
    }

    @Test
    void aViewIsNotWrittenInTheTablesPlace() {
        assertThat(LostCases.of(WRITE, ORDERS)
                        .now(ofKind(identified(table("sale", COLUMNS), "7"), TableSnapshot.Kind.VIEW))
                        .told())
                .isEqualTo("refused: sale is not an ordinary table");
    }

    @ParameterizedTest
    @CsvSource({
        "orders,sales",
        "orders,order",
        "order,orders",
        "progress,progresses",
        "entry,entries",
        "orders,Orders",
        "user_group,userGroup",
        "orders,sales_history",
        "orders2,orders",
        "old_orders,orders",
        "_orders,orders",
        "customer_orders,orders",
        "person_mention,person_comment_mention",
        "hash_maps,hash_mappings"
    })
    void aNameThatIsNotTheOldOneAndMoreIsFollowed(String from, String to) {
        assertThat(renamed(from, to).told()).isEqualTo("public." + from + "→public." + to + " IDENTITY");
    }

    @Test
    void aSchemaOnThePathIsOneToGoOnIn() {
        TableSnapshot moved = LostCases.in("sales", identified(table("deals", COLUMNS), "7"));
        assertThat(LostCases.of(WRITE, ORDERS).now(moved).alongThePath("sales").told())
                .isEqualTo("public.orders→sales.deals IDENTITY");
    }

    private static LostCases renamed(String from, String to) {
        return LostCases.of(Writes.insert(from, "id", "total"), identified(table(from, COLUMNS), "7"))
                .now(identified(table(to, COLUMNS), "7"));
    }

    @Test
    void withoutIdentitiesAWitnessedRenameTells() {
        assertThat(LostCases.of(WRITE, plain("orders"))
                        .now(plain("sale"))
                        .moved("orders>purchase", "purchase>sale")
                        .told())
                .isEqualTo("public.orders→public.sale WITNESSED");
    }

    @Test
    void aWitnessedRenameToATableThatIsNotThereTellsNothing() {
        assertThat(LostCases.of(WRITE, plain("orders"))
                        .now(plain("other"))
                        .moved("orders>sale")
                        .told())
                .isEqualTo("refused: nothing tells where the table orders is");
    }

    @Test
    void withoutIdentitiesOneTableForAnotherOfTheSameShapeTells() {
        assertThat(LostCases.of(WRITE, plain("orders"))
                        .now(plain("sale"))
                        .exchanged("orders", "sale")
                        .rows("sale", AGREEING)
                        .told())
                .isEqualTo("public.orders→public.sale STRUCTURAL");
    }

    @Test
    void aDifferenceInAColumnOrTheKeyTellsNothing() {
        for (TableSnapshot other : new TableSnapshot[] {
            table("sale", "id int pk", "total bigint", "note text"),
            table("sale", "id int pk", "note text", "total int"),
            table("sale", "id int required", "total int", "note text"),
            table("sale", "id int pk", "total int", "note text", "more int"),
            Tables.withTriggers(plain("sale"))
        }) {
            assertThat(LostCases.of(WRITE, plain("orders"))
                            .now(other)
                            .exchanged("orders", "sale")
                            .rows("sale", AGREEING)
                            .told())
                    .as(other.toString())
                    .isEqualTo("refused: nothing tells where the table orders is");
        }
    }

    @Test
    void twoNewTablesTellNothing() {
        assertThat(LostCases.of(WRITE, plain("orders"))
                        .now(plain("sale"), plain("deal"))
                        .exchanged("orders", "sale,deal")
                        .rows("sale", AGREEING)
                        .told())
                .isEqualTo("refused: nothing tells where the table orders is");
        assertThat(LostCases.of(WRITE, plain("orders"))
                        .now(plain("sale"))
                        .exchanged("orders,deals", "sale")
                        .told())
                .isEqualTo("refused: nothing tells where the table orders is");
    }

    @Test
    void belowTheLeastConfidenceItIsOnlySuggested() {
        assertThat(LostCases.of(WRITE, plain("orders"))
                        .now(plain("sale"))
                        .exchanged("orders", "sale")
                        .rows("sale", AGREEING)
                        .leastConfidence(1)
                        .told())
                .isEqualTo("refused: the evidence is too weak, suggests public.orders→public.sale STRUCTURAL");
    }

    @Test
    void theOrderOfCandidatesMakesNoDifference() {
        TableSnapshot same = identified(table("sale", COLUMNS), "7");
        TableSnapshot other = identified(table("deal", COLUMNS), "9");
        assertThat(LostCases.of(WRITE, ORDERS).now(same, other).told())
                .isEqualTo(LostCases.of(WRITE, ORDERS).now(other, same).told())
                .isEqualTo("public.orders→public.sale IDENTITY");
    }

    private static TableSnapshot plain(String name) {
        return table(name, "id int pk", "total int", "note text");
    }
}
