package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.table;
import static io.selfhealing.agent.heal.Tables.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.ColumnUse.Role;
import io.selfhealing.agent.sql.Span;
import io.selfhealing.agent.sql.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ObjectionsTest {
    @ParameterizedTest
    @EnumSource(Role.class)
    void aColumnThatTheStatementMentionsAnywhereIsNeverATarget(Role role) {
        Writes write = Writes.update("messages", "sender").where("id").also(role, "role");
        assertThat(Cases.of(write)
                        .on(table("messages", "id int pk", "role text"))
                        .told())
                .isEqualTo("refused sender");
    }

    @Test
    void norIsOneThatItMayMention() {
        Writes write = Writes.update("messages", "sender", "other").where("id").doubtful("role");
        assertThat(Cases.of(write)
                        .on(table("messages", "id int pk", "role text", "other int"))
                        .told())
                .isEqualTo("refused sender");
    }

    @Test
    void aColumnThatTheDatabaseNumbersIsNoPlaceForAValueThatIsGuessedToBelongThere() {
        String number = "quantity int numbered";
        assertThat(Cases.of(Writes.insert("t", "id", "qty"))
                        .on(table("t", "id int pk", number))
                        .told())
                .isEqualTo("refused qty");
        assertThat(Cases.of(Writes.update("t", "qty", "v").where("id"))
                        .on(table("t", "id int pk", "v int", number))
                        .told())
                .isEqualTo("refused qty");
        assertThat(Cases.of(Writes.update("t", "v").where("qty"))
                        .on(table("t", "id int pk", "v int", number))
                        .told())
                .isEqualTo("refused qty");
        assertThat(Cases.of(Writes.insert("t", "id", "qty"))
                        .on(table("t", "id int pk", number))
                        .witnessed("qty>quantity")
                        .told())
                .as("who proves that it is the same may have it overridden")
                .isEqualTo("qty→quantity WITNESSED");
    }

    @Test
    void aMissingColumnWithADoubtfulMentionIsNotHealed() {
        Writes write = Writes.update("messages", "sender").where("id").doubtful("sender");
        assertThat(Cases.of(write)
                        .on(table("messages", "id int pk", "role text"))
                        .told())
                .isEqualTo("refused sender");
    }

    @Test
    void twoColumnsCannotBecomeOne() {
        Writes write = Writes.insert("messages", "id", "message", "body");
        assertThat(Cases.of(write)
                        .on(table("messages", "id int pk", "content text"))
                        .withoutQuarantine()
                        .told())
                .isEqualTo("refused message,body");
    }

    @Test
    void aDeclaredAliasNeedsATypeThatHoldsWhatTheOldOneHeld() {
        Cases shorter = Cases.of(Writes.insert("t", "id", "a"))
                .on(table("t", "id int pk #1", "x varchar(10) #3"))
                .after(table("t", "id int pk #1", "a varchar(20) #2"))
                .alias("a", "x");
        assertThat(shorter.told()).isEqualTo("out a");
    }

    @ParameterizedTest
    @CsvSource({
        "varchar(20), varchar(20), true",
        "varchar(20), text, true",
        "varchar(20), varchar(19), false",
        "text, varchar(9999), false",
        "int, bigint, true",
        "bigint, int, false",
        "int, 'numeric(10,0)', true",
        "int, 'numeric(10,2)', false",
        "bigint, numeric, true",
        "'numeric(10,2)', 'numeric(12,4)', true",
        "'numeric(10,2)', 'numeric(12,1)', false",
        "'numeric(10,2)', 'numeric(10,4)', false",
        "numeric, 'numeric(30,4)', false",
        "int, text, false",
        "text, int, false",
        "timestamp, timestamptz, false",
        "timestamp, date, false",
        "date, timestamp, false",
        "boolean, boolean, true",
        "uuid, text, false",
        "real, double, false",
        "double, double, true",
        "smallint, 'numeric(5,0)', true",
        "smallint, 'numeric(4,0)', false",
        "bigint, 'numeric(19,0)', true",
        "bigint, 'numeric(18,0)', false",
        "int, 'numeric(12,2)', true",
        "'numeric(10,2)', 'numeric(10,2)', true",
        "'numeric(10,2)', numeric, true",
        "numeric, numeric, true",
        "'numeric(5,0)', int, false",
        "'enum(a,b)', 'enum(a,b,c)', true",
        "'enum(a,b)', 'enum(a,c)', false",
    })
    void aTypeHoldsAnotherOrNot(String old, String now, boolean holds) {
        assertThat(TypeFit.holds(type(old), type(now))).isEqualTo(holds);
    }

    /** MySQL's integers without a sign reach twice as far. */
    @ParameterizedTest
    @CsvSource({
        "int, 4, int unsigned, 4, false",
        "int unsigned, 4, int, 4, false",
        "int unsigned, 4, bigint, 8, true",
        "int, 4, bigint unsigned, 8, false",
        "int unsigned, 4, bigint unsigned, 8, true",
        "bigint unsigned, 8, int unsigned, 4, false",
        "integer unsigned, 0, bigint, 8, false",
        "integer, 0, bigint, 8, false",
        "bigint, 8, integer, 0, true",
    })
    void anIntegerHoldsAnotherOrNot(String old, int bytes, String now, int bytesNow, boolean holds) {
        assertThat(TypeFit.holds(
                        new ColumnType(old, TypeFamily.INTEGER, bytes, 0, List.of()),
                        new ColumnType(now, TypeFamily.INTEGER, bytesNow, 0, List.of())))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "tinyint, 1, 3, true",
        "tinyint, 1, 2, false",
        "mediumint, 3, 8, true",
        "mediumint, 3, 7, false",
        "int, 4, 10, true",
        "int, 4, 9, false",
        "bigint unsigned, 8, 20, true",
        "bigint unsigned, 8, 19, false",
    })
    void aDecimalHoldsAnIntegerOrNot(String old, int bytes, int digits, boolean holds) {
        assertThat(TypeFit.holds(
                        new ColumnType(old, TypeFamily.INTEGER, bytes, 0, List.of()),
                        new ColumnType("decimal", TypeFamily.DECIMAL, digits, 0, List.of())))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "42, false, text, false",
        "42, false, int, true",
        "42, false, 'numeric(4,2)', true",
        "4.2, false, int, false",
        "4.2, false, 'numeric(4,2)', true",
        "1e5, false, int, false",
        "-7, false, bigint, true",
        "TRUE, false, boolean, true",
        "TRUE, false, text, false",
        "abc, true, text, true",
        "abc, true, varchar(2), false",
        "abc, true, int, false",
        "abc, true, boolean, false",
        "2026-01-01, true, date, true",
        "abc, true, varchar(3), true",
        "abc, true, double, false",
        "+42, false, int, true",
        "42, false, double, true",
        "4.2, false, double, true",
        "4.2, false, text, false",
        "-4.2e-7, false, double, true",
        "FALSE, false, boolean, true",
        "FALSE, false, int, false",
        "xff, false, bytea, true",
    })
    void aLiteralLooksLikeATypeOrNot(String text, boolean string, String type, boolean holds) {
        assertThat(TypeFit.holds(new Value.Literal(text, string, new Span(0, 1)), type(type)))
                .isEqualTo(holds);
    }
}
