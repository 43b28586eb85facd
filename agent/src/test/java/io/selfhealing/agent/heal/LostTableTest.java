package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.identified;
import static io.selfhealing.agent.heal.Tables.ofKind;
import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.TableSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LostTableTest {
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
    void aTableInAnotherSchemaIsTheSame() {
        TableSnapshot moved = LostCases.in("sales", identified(table("orders", COLUMNS), "7"));
        assertThat(LostCases.of(WRITE, ORDERS).now(moved).told()).isEqualTo("public.orders→sales.orders IDENTITY");
    }

    @Test
    void aColumnRenamedAtTheSameTimeIsFoundInTheNewTable() {
        TableSnapshot now = identified(table("sale", "id int pk #7.1", "amount int #7.2", "note text #7.3"), "7");
        assertThat(LostCases.of(WRITE, ORDERS).now(now).told())
                .isEqualTo("public.orders→public.sale IDENTITY; total→amount IDENTITY");
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
    @ValueSource(
            strings = {
                "orders_old",
                "orders_bak",
                "ORDERS_BACKUP",
                "ordersOld",
                "ordersbak",
                "old_orders",
                "_orders",
                "orders_",
                "orders_20240131",
                "orders20240131",
                "orders_2024_01",
                "orders_2",
                "orders_v1",
                "archived_orders",
                "deprecated_thing",
                "_orders_old",
                "_orders_del",
                "orders_history",
                "orders_hist",
                "zz_orders",
                "tmp_orders"
            })
    void aNameThatLooksSetAsideIsNotFollowed(String name) {
        assertThat(LostCases.of(WRITE, ORDERS)
                        .now(identified(table(name, COLUMNS), "7"))
                        .told())
                .isEqualTo("refused: orders seems to have been set aside as public." + name
                        + ", suggests public.orders→public." + name + " IDENTITY");
    }

    @ParameterizedTest
    @CsvSource({
        "orders,sales",
        "orders,order",
        "orders,Orders",
        "user_group,userGroup",
        "orders,sales_history",
        "orders2,orders",
        "old_orders,orders",
        "orders,purchase_orders",
        "orders,orders_line",
        "gold,golden"
    })
    void aNameThatIsOneToGoOnUnderIsFollowed(String from, String to) {
        TableSnapshot before = identified(table(from, COLUMNS), "7");
        assertThat(LostCases.of(Writes.insert(from, "id", "total"), before)
                        .now(identified(table(to, COLUMNS), "7"))
                        .told())
                .isEqualTo("public." + from + "→public." + to + " IDENTITY");
    }

    @Test
    void anArchiveSchemaIsAPlaceToBeSetAsideIn() {
        TableSnapshot moved = LostCases.in("archive", identified(table("orders", COLUMNS), "7"));
        assertThat(LostCases.of(WRITE, ORDERS).now(moved).told())
                .startsWith("refused: orders seems to have been set aside");
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
