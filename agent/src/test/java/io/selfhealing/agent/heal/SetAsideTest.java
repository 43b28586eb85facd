package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.identified;
import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.TableSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that was put away is not written to, however it is called there; one that somebody uses is. */
final class SetAsideTest {
    private static final String[] COLUMNS = {"id int pk #7.1", "total int #7.2", "note text #7.3"};
    private static final Random RANDOM = new Random(13);

    private static LostCases renamed(String from, String to) {
        return LostCases.of(Writes.insert(from, "id", "total"), identified(table(from, COLUMNS), "7"))
                .now(identified(table(to, COLUMNS), "7"));
    }

    private static LostCases movedTo(String schema) {
        TableSnapshot orders = identified(table("orders", COLUMNS), "7");
        return LostCases.of(Writes.insert("orders", "id", "total"), orders).now(LostCases.in(schema, orders));
    }

    /** The old name with anything before it, behind it or around it, joined in every way. */
    static Stream<List<String>> theOldNameAndMore() {
        List<List<String>> pairs = new ArrayList<>();
        for (String from : List.of("orders", "order", "gold", "user_group", "customerOrders", "T1", "sales_history")) {
            for (String more : List.of(
                    "x", "y9", "2", "v2", "line", "alice", "do", "foo_bar", "zzz", "parked", "gone", "q", "new", "part",
                    "history", random(), random())) {
                for (String join : List.of("", "_", "__", "$", "-")) {
                    pairs.add(List.of(from, from + join + more));
                    pairs.add(List.of(from, more + join + from));
                    pairs.add(List.of(from, more + join + from + join + more));
                }
                pairs.add(List.of(from, from + Character.toUpperCase(more.charAt(0)) + more.substring(1)));
            }
            pairs.add(List.of(from, "_" + from));
            pairs.add(List.of(from, from + "_"));
        }
        pairs.add(List.of("orders", "order_x"));
        pairs.add(List.of("orders", "my_order_lines"));
        return pairs.stream().filter(pair -> !pair.get(1).equals(pair.get(0) + "s"));
    }

    private static String random() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            word.append((char) ('a' + RANDOM.nextInt(26)));
        }
        return word.toString();
    }

    @ParameterizedTest
    @MethodSource("theOldNameAndMore")
    void isNotFollowedByItsIdentityAlone(List<String> names) {
        assertThat(renamed(names.get(0), names.get(1)).told())
                .startsWith("refused: " + names.get(0))
                .contains("set aside as public." + names.get(1))
                .contains("selfhealing.aliases=" + names.get(0) + "=public." + names.get(1))
                .endsWith("suggests public." + names.get(0) + "→public." + names.get(1) + " IDENTITY");
    }

    /** A word that nobody gives to a table in use, in several forms; for these not even a use is enough. */
    static Stream<String> marked() {
        return Stream.concat(
                Stream.of(
                        "old",
                        "bak",
                        "backup",
                        "tobedropped",
                        "to_be_dropped",
                        "do_not_use",
                        "dont_use",
                        "donotuse",
                        "trash",
                        "deprecated",
                        "archive",
                        "20240131",
                        "2024_01",
                        "2024_01_31",
                        "drop_me",
                        "delete_after_may",
                        "unused",
                        "not_used",
                        "will_delete",
                        "graveyard",
                        "del",
                        "obsolete",
                        "attic",
                        "quarantine",
                        "zombie"),
                Stream.of("OLD", "Bak", "DoNotUse", "toBeDropped"));
    }

    @ParameterizedTest
    @MethodSource("marked")
    void aNameThatSaysSoIsNotFollowedThoughSomebodyUsesIt(String word) {
        for (String to : List.of("orders_" + word, word + "_orders", "orders" + word, "zorp_" + word)) {
            assertThat(renamed("orders", to).used("public", to).told())
                    .as(to)
                    .startsWith("refused: orders seems to have been set aside as public." + to);
        }
    }

    @ParameterizedTest
    @MethodSource("marked")
    void aDeclarationIsStrongerThanAName(String word) {
        assertThat(renamed("orders", "orders_" + word)
                        .declared("public", "orders_" + word)
                        .told())
                .isEqualTo("public.orders→public.orders_" + word + " IDENTITY");
        assertThat(renamed("orders", "orders_" + word)
                        .declared("other", "orders_" + word)
                        .told())
                .startsWith("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders_v2", "orders_new", "purchase_orders", "orders_line", "orders_2"})
    void theOldNameAndMoreIsFollowedWhereSomebodyUsesIt(String to) {
        assertThat(renamed("orders", to).told()).startsWith("refused");
        assertThat(renamed("orders", to).used("public", "other").told()).startsWith("refused");
        assertThat(renamed("orders", to).used("other", to).told()).startsWith("refused");
        assertThat(renamed("orders", to).used("public", to).told())
                .isEqualTo("public.orders→public." + to + " IDENTITY");
        assertThat(renamed("orders", to).moved("orders>" + to).told())
                .isEqualTo("public.orders→public." + to + " WITNESSED");
    }

    @Test
    void aRenameBeforeTheJvmsEyesToANameThatSaysSoIsNotFollowed() {
        assertThat(renamed("orders", "orders_old").moved("orders>orders_old").told())
                .startsWith("refused: orders seems to have been set aside");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"trashcan", "attic", "quarantine", "archive", "old", "backup_2024", "to_delete", "recycle_bin"})
    void aSchemaThatSaysSoIsAPlaceToBeSetAsideIn(String schema) {
        assertThat(movedTo(schema).used(schema, "orders").told())
                .startsWith("refused: orders seems to have been set aside as " + schema + ".orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "sales", "s2", "basement", "dungeon", "x"})
    void aSchemaThatNoPathOfTheWriteNamesIsOneAsWell(String schema) {
        assertThat(movedTo(schema).told())
                .startsWith("refused: orders may have been set aside as " + schema + ".orders: no statement");
        assertThat(movedTo(schema).used(schema, "orders").told())
                .isEqualTo("public.orders→" + schema + ".orders IDENTITY");
    }

    @Test
    void aLongNameThatTheServerCutIsTheOldNameAndMore() {
        String old = "invoice_payment_control_plugin_automatic_pay_off_settings_v1";
        assertThat(renamed(old, ("parked_" + old).substring(0, 63)).told()).startsWith("refused");
    }
}
