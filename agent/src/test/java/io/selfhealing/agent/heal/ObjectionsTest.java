package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.table;
import static io.selfhealing.agent.heal.Tables.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.ColumnUse.Role;
import io.selfhealing.agent.sql.Span;
import io.selfhealing.agent.sql.Value;
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
                .isEqualTo("out sender");
    }

    @Test
    void aColumnThatTheDatabaseNumbersIsNoPlaceForAValueThatIsGuessedToBelongThere() {
        String number = "quantity int numbered";
        assertThat(Cases.of(Writes.insert("t", "id", "qty"))
                        .on(table("t", "id int pk", number))
                        .told())
                .isEqualTo("out qty");
        assertThat(Cases.of(Writes.update("t", "qty", "v").where("id"))
                        .on(table("t", "id int pk", "v int", number))
                        .told())
                .isEqualTo("out qty");
        assertThat(Cases.of(Writes.update("t", "v").where("qty"))
                        .on(table("t", "id int pk", "v int", number))
                        .told())
                .isEqualTo("qty→quantity PATTERN");
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
        "'enum(a,b)', 'enum(a,b,c)', true",
        "'enum(a,b)', 'enum(a,c)', false",
    })
    void aTypeHoldsAnotherOrNot(String old, String now, boolean holds) {
        assertThat(TypeFit.holds(type(old), type(now))).isEqualTo(holds);
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
    })
    void aLiteralLooksLikeATypeOrNot(String text, boolean string, String type, boolean holds) {
        assertThat(TypeFit.holds(new Value.Literal(text, string, new Span(0, 1)), type(type)))
                .isEqualTo(holds);
    }
}
