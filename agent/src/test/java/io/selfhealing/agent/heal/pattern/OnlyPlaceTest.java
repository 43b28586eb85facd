package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.table;
import static io.selfhealing.agent.heal.Tables.withTriggers;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.Cases;
import io.selfhealing.agent.heal.Writes;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An INSERT that leaves one place open, on a table that was never seen before. */
final class OnlyPlaceTest {
    private static String told(String old, String... columns) {
        String[] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = "tail text";
        return Cases.of(Writes.insert("orders", "id", '"' + old + '"', "tail"))
                .on(table("orders", numbered(all)))
                .withoutQuarantine()
                .told();
    }

    /** As PostgreSQL counts the columns of a table that has lost none. */
    private static String[] numbered(String... columns) {
        String[] all = new String[columns.length + 1];
        all[0] = "id int pk #7.1";
        for (int i = 0; i < columns.length; i++) {
            all[i + 1] = columns[i] + " #7." + (i + 2);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "address, ip_address text",
        "object_type_id, related_object_type_id int",
        "lang, interface_language text",
        "created_by, created_by_user_id int",
        "number_of_pages, page_count int",
        "master_address, api_address text",
        "PageLayoutMode, BookReaderLayoutMode int",
        "client_id, customer_id int",
    })
    void theOnlyPlaceIsTakenWhereTheNamesAreAkin(String old, String young) {
        assertThat(told(old, young)).startsWith(old + "→" + young.split(" ", 2)[0] + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "aspect_id, contact_id int required",
        "content_type_id, object_type_id int required",
        "mod_user_id, mod_robot_id int required",
        "servertime, eventtime timestamp required",
        "sidebar, summary text",
        "embed_html, embed_video_url text",
        "password, password_hash text required",
        "email, email_verified boolean required",
        "price, unit_price int required",
        "billing_address, shipping_address text required",
        "created_time, updated_time timestamp required",
        "name, first_name text required",
        "type, rack_type text",
        "worker_session_id, session_id int",
        "status, total int required",
        "revision, version int required",
        "signed_on, seen_on timestamp required",
        "image, image_id int",
    })
    void theOnlyPlaceAloneIsNot(String old, String young) {
        assertThat(told(old, young)).isEqualTo("refused " + old);
    }

    @Test
    void twoPlacesTellNothing() {
        assertThat(told("address", "ip_address text", "street text")).isEqualTo("refused address");
        assertThat(told("address", "ip_address text required", "street text required"))
                .isEqualTo("refused address");
    }

    @Test
    void theOneThatMustBeGivenCountsBesideOthersThatNeedNot() {
        assertThat(told("address", "ip_address text required", "street text")).startsWith("address→ip_address");
    }

    /** The table may not have the column yet, and another application write the one that is left over. */
    @Test
    void aPlaceAtTheEndOrOutOfOrderNeedsNamesThatSayTheSame() {
        assertThat(inOrder(new String[] {"id", "tail", "address"}, "tail text", "ip_address text"))
                .isEqualTo("refused address");
        assertThat(inOrder(new String[] {"id", "address", "tail"}, "tail text", "ip_address text"))
                .isEqualTo("refused address");
        assertThat(inOrder(new String[] {"id", "address", "tail"}, "ip_address text", "tail text"))
                .startsWith("address→ip_address");
        assertThat(inOrder(new String[] {"id", "tail", "created_by"}, "tail text", "created_by_user_id int"))
                .startsWith("created_by→created_by_user_id");
    }

    private static String inOrder(String[] written, String... columns) {
        return Cases.of(Writes.insert("orders", written))
                .on(table("orders", numbered(columns)))
                .withoutQuarantine()
                .told();
    }

    @Test
    void whatTheTableWasBeforeIsBetterEvidence() {
        assertThat(Cases.of(Writes.insert("orders", "id", "address"))
                        .on(table("orders", "id int pk #1", "ip_address text #3"))
                        .after(table("orders", "id int pk #1", "address text #2"))
                        .told())
                .isEqualTo("out address");
    }

    @Test
    void aColumnThatWasDroppedMayBeTheMissingOne() {
        assertThat(told("address", "ip_address text required")).startsWith("address→ip_address");
        assertThat(Cases.of(Writes.insert("orders", "id", "address"))
                        .on(table("orders", "id int pk #7.1", "ip_address text required #7.3"))
                        .withoutQuarantine()
                        .told())
                .isEqualTo("refused address");
    }

    @Test
    void aDatabaseThatShowsNoDropsLeavesItOpen() {
        Dialect h2 = new Dialect(Product.H2, Folding.LOWER);
        assertThat(Cases.of(Writes.insert("orders", "id", "address"))
                        .on(table("orders", numbered("ip_address text required")))
                        .in(h2)
                        .withoutQuarantine()
                        .told())
                .isEqualTo("refused address");
        assertThat(Cases.of(Writes.insert("orders", "id", "address"))
                        .on(table("orders", "id int pk", "ip_address text required"))
                        .withoutQuarantine()
                        .told())
                .isEqualTo("refused address");
    }

    @Test
    void aTriggerMayFillThePlace() {
        assertThat(Cases.of(Writes.insert("orders", "id", "address"))
                        .on(withTriggers(table("orders", numbered("ip_address text"))))
                        .withoutQuarantine()
                        .told())
                .isEqualTo("refused address");
    }

    @Test
    void anUpdateLeavesPlacesOpenAnyway() {
        assertThat(Cases.of(Writes.update("orders", "address").where("id"))
                        .on(table("orders", numbered("ip_address text")))
                        .withoutQuarantine()
                        .told())
                .isEqualTo("refused address");
    }
}
