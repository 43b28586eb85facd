package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.heal.Cases;
import io.selfhealing.agent.heal.MissingColumn;
import io.selfhealing.agent.heal.Writes;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped list, without any history: what the names alone are taken to say. */
final class PatternsTest {
    private static String told(String table, String old, String young) {
        return Cases.of(Writes.insert(table, "id", '"' + old + '"'))
                .on(table(table, "id int pk", young, "unwritten bytea"))
                .withoutQuarantine()
                .told();
    }

    @ParameterizedTest
    @CsvSource({
        "messages, sender, role text",
        "messages, message, content text",
        "messages, content, message text",
        "messages, body, content text",
        "messages, msg, text text",
        "messages, code, content text",
        "accounts, user, username text",
        "accounts, user_name, login text",
        "accounts, login, username text",
        "accounts, firstName, given_name text",
        "accounts, surname, last_name text",
        "accounts, e_mail, email text",
        "accounts, mail, email_address text",
        "accounts, tel, phone text",
        "accounts, zip, postal_code text",
        "accounts, birthday, date_of_birth date",
        "accounts, active, is_active boolean",
        "accounts, isActive, active boolean",
        "accounts, active_flag, is_active boolean",
        "accounts, avatar, has_avatar boolean",
        "orders, qty, quantity int",
        "orders, amt, amount numeric(10_2)",
        "orders, order_qty, order_quantity int",
        "orders, ship_addr, ship_address text",
        "orders, descr, description text",
        "orders, created, created_at timestamp",
        "orders, createdAt, date_created timestamptz",
        "orders, insert_ts, created_on timestamp",
        "orders, creation_date, created timestamp",
        "orders, last_modified, updated_at timestamp",
        "orders, modified_on, updated timestamp",
        "orders, published, published_at timestamp",
        "orders, expiry_date, expiry_on date",
        "orders, date_start, start_date date",
        "orders, orderType, type text",
        "orders, type, order_type text",
        "shop_category, category_rank, rank int",
        "orders, colour, color text",
        "orders, external_guid, external_uuid uuid",
        "orders, USERNAME, user_name text",
        "orders, userName, user_name text",
        "orders, order_, order text",
    })
    void aWellKnownRenameIsKnown(String table, String old, String young) {
        String column = young.replace("10_2", "10,2");
        String target = young.substring(0, young.indexOf(' '));
        assertThat(told(table, old, column)).isEqualTo(old + "→" + target + " PATTERN");
    }

    @ParameterizedTest
    @CsvSource({
        "messages, role, sender text",
        "messages, content, code text",
        "messages, message_uuid, message_id int",
        "messages, message_id, id int",
        "messages, message, content int",
        "messages, caption, text text",
        "accounts, user_id, user text",
        "accounts, name, username text",
        "accounts, user_name, name text",
        "accounts, password, password_hash text",
        "accounts, phone, mobile text",
        "accounts, active, is_active int",
        "accounts, active, is_active text",
        "accounts, active, enabled boolean",
        "accounts, enabled, disabled boolean",
        "orders, status, state text",
        "orders, image, image_id int",
        "orders, image_id, image text",
        "orders, tag, tags text",
        "orders, count, quantity int",
        "orders, price, unit_price int",
        "orders, created, updated timestamp",
        "orders, created_at, updated_at timestamp",
        "orders, created, created_by text",
        "orders, created_at, created date",
        "orders, start_time, start_date date",
        "orders, start_at, start_date date",
        "orders, start_time, start_date timestamp",
        "orders, usd_to_eur, eur_to_usd int",
        "orders, name, _name text",
        "orders, _name, name text",
        "orders, first_name, last_name text",
        "orders, email, email_verified boolean",
        "orders, username, user_id int",
    })
    void whatIsMerelySimilarIsNot(String table, String old, String young) {
        assertThat(told(table, old, young)).isEqualTo("refused " + old);
    }

    @Test
    void foldedNamesAreKnownByTheirLetters() {
        assertThat(Cases.of(Writes.insert("MESSAGES", "id", "createdAt", "senderType"))
                        .on(table("MESSAGES", "ID int pk", "CREATED_AT timestamp", "SENDER_TYPE text"))
                        .in(new Dialect(Product.H2, Folding.UPPER))
                        .told())
                .isEqualTo("CREATEDAT→CREATED_AT PATTERN; SENDERTYPE→SENDER_TYPE PATTERN");
    }

    @Test
    void whereTwoColumnsAnswerNeitherIsTaken() {
        assertThat(Cases.of(Writes.insert("messages", "id", "message"))
                        .on(table("messages", "id int pk", "content text", "body text"))
                        .withoutQuarantine()
                        .told())
                .isEqualTo("refused message");
    }

    @Test
    void whereTheStatementWritesOneOfTwoTheOtherIsTaken() {
        assertThat(Cases.of(Writes.insert("messages", "id", "message", "body"))
                        .on(table("messages", "id int pk", "content text", "body text"))
                        .told())
                .isEqualTo("message→content PATTERN");
    }

    @Test
    void aLookAlikeThatStoodBesideTheLostColumnIsNotTaken() {
        assertThat(Cases.of(Writes.insert("messages", "id", "message"))
                        .on(table("messages", "id int pk", "content text"))
                        .after(table("messages", "id int pk", "content text", "message text"))
                        .told())
                .isEqualTo("out message");
    }

    @Test
    void norOneThatStoodThereUnderAnotherName() {
        assertThat(Cases.of(Writes.insert("messages", "id", "message"))
                        .on(table("messages", "id int pk #1", "content text #2"))
                        .after(table("messages", "id int pk #1", "title text #2", "message text #3"))
                        .told())
                .isEqualTo("out message");
    }

    @Test
    void aColumnThatCameForADroppedOneMayBeTaken() {
        assertThat(Cases.of(Writes.insert("messages", "id", "message"))
                        .on(table("messages", "id int pk #1", "content text #4"))
                        .after(table("messages", "id int pk #1", "title text #2", "message text #3"))
                        .told())
                .isEqualTo("message→content PATTERN");
    }

    @Test
    void aKnownOldTypeMustFit() {
        assertThat(Cases.of(Writes.insert("messages", "id", "message"))
                        .on(table("messages", "id int pk", "content varchar(10)", "v int"))
                        .after(table("messages", "id int pk", "message varchar(20)"))
                        .told())
                .isEqualTo("out message");
    }

    @Test
    void aLiteralMustFitWhereTheOldTypeIsNotKnown() {
        assertThat(Cases.of(Writes.insert("messages", "id", "message").with("message", "42"))
                        .on(table("messages", "id int pk", "content text"))
                        .told())
                .isEqualTo("refused message");
        assertThat(Cases.of(Writes.insert("messages", "id", "message").with("message", "'hello'"))
                        .on(table("messages", "id int pk", "content text"))
                        .told())
                .isEqualTo("message→content PATTERN");
    }

    @Test
    void theListIsReadableAndItsEntriesAreDistinct() {
        Patterns patterns = Patterns.shipped();
        assertThat(patterns.renames())
                .hasSizeGreaterThan(45)
                .extracting(RenamePattern::id)
                .doesNotHaveDuplicates();
        assertThat(patterns.renames()).allMatch(pattern -> pattern.confidence() > 0 && pattern.confidence() < 1);
        assertThat(patterns.fills())
                .extracting(FillPattern::id)
                .containsExactly(
                        "created-now",
                        "id-uuid",
                        "id-uuid-h2",
                        "id-uuid-mariadb",
                        "version-0",
                        "deleted-false",
                        "updated-now");
    }

    @Test
    void aShapeThatDoesNotExistIsNamed() {
        PatternList.Rename entry = new PatternList.Rename("x", "square", 0.5, null, null, null, null, null);
        assertThatThrownBy(() -> entry.pattern(new KinWords(Map.of(), Set.of(), Set.of())))
                .hasMessageContaining("square");
    }

    @Test
    void theOrderOfTheListDoesNotMatter() {
        List<RenamePattern> backwards = new ArrayList<>(Patterns.shipped().renames());
        Collections.reverse(backwards);
        MissingColumn question = new MissingColumn(
                Cases.of(Writes.insert("orders", "id", "qty"))
                        .on(table("orders", "id int pk", "quantity int"))
                        .built(),
                "qty",
                Map.of(),
                Set.of("qty"));
        assertThat(new PatternRung(backwards, true).answer(question))
                .isEqualTo(Patterns.shipped().rung().answer(question));
    }
}
