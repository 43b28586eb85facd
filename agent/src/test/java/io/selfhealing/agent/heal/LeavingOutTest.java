package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.ColumnUse.Role;
import io.selfhealing.agent.sql.Landing;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LeavingOutTest {
    private static final TableSnapshot TABLE = table("t", "id int pk", "v int");
    private static final TableSnapshot GENERATED = table("t", "id int pk sequence", "v int");
    private static final TableSnapshot KEYLESS = table("t", "id int", "v int");
    private static final TableSnapshot TWO_KEYS = table("t", "a int pk", "b int pk", "v int");

    private static String told(Writes write, TableSnapshot table) {
        return Cases.of(write).on(table).onceHad("gone int").told();
    }

    @Nested
    final class OfAnInsert {
        @Test
        void needsTheKeyInTheStatement() {
            assertThat(told(Writes.insert("t", "id", "gone"), TABLE)).isEqualTo("out gone");
            assertThat(told(Writes.insert("t", "id", "gone").with("id", "7"), TABLE))
                    .isEqualTo("out gone");
            assertThat(told(Writes.insert("t", "id", "gone").with("id", "nextval('s')"), TABLE))
                    .isEqualTo("refused gone");
            assertThat(told(Writes.insert("t", "id", "gone").with("id", "NULL"), GENERATED))
                    .isEqualTo("refused gone");
            assertThat(told(Writes.insert("t", "v", "gone"), TABLE)).isEqualTo("refused gone");
        }

        @Test
        void orAKeyThatTheDatabaseGives() {
            assertThat(told(Writes.insert("t", "v", "gone"), GENERATED)).isEqualTo("out gone");
            assertThat(told(Writes.insert("t", "id", "gone").with("id", "DEFAULT"), GENERATED))
                    .isEqualTo("out gone");
            assertThat(told(Writes.insert("t", "v", "gone"), table("t", "id int pk numbered", "v int")))
                    .isEqualTo("out gone");
            assertThat(told(Writes.insert("t", "v", "gone"), table("t", "id uuid pk default", "v int")))
                    .isEqualTo("out gone");
        }

        @Test
        void ofSeveralRowsNeedsEveryKeyInTheStatement() {
            assertThat(told(Writes.insert("t", "id", "gone").rows(3), TABLE)).isEqualTo("out gone");
            assertThat(told(Writes.insert("t", "v", "gone").rows(3), GENERATED)).isEqualTo("refused gone");
        }

        @Test
        void needsEveryColumnOfTheKey() {
            assertThat(told(Writes.insert("t", "a", "b", "gone"), TWO_KEYS)).isEqualTo("out gone");
            assertThat(told(Writes.insert("t", "a", "gone"), TWO_KEYS)).isEqualTo("refused gone");
        }

        @Test
        void worksWithAKeyThatIsRenamedInTheSameStatement() {
            assertThat(told(
                            Writes.insert("t", "rowId", "gone").with("\"rowId\"", "?"),
                            table("t", "row_id int pk", "v int")))
                    .isEqualTo("rowid→row_id PATTERN; out gone");
        }

        @Test
        void isRefusedWhereAnotherRowMayBeMeant() {
            Landing same = new Landing(Landing.Kind.OWN_OR_SAME, Set.of("id"), Set.of(), false);
            Landing other = new Landing(Landing.Kind.OWN_OR_SAME, Set.of("v"), Set.of("gone"), false);
            for (Landing landing : List.of(Landing.UNKNOWN, same, other)) {
                assertThat(told(Writes.insert("t", "id", "gone").landing(landing), TABLE))
                        .isEqualTo("refused gone");
            }
        }

        @Test
        void needsOneRowWhereItMayInsertNone() {
            Landing none = new Landing(Landing.Kind.OWN_OR_NONE, Set.of(), Set.of(), false);
            assertThat(told(Writes.insert("t", "id", "gone").landing(none), TABLE))
                    .isEqualTo("out gone");
            assertThat(told(Writes.insert("t", "id", "gone").rows(2).landing(none), TABLE))
                    .isEqualTo("refused gone");
        }

        @Test
        void isRefusedWhereRowsAreSelected() {
            assertThat(told(Writes.insert("t", "id", "gone").selected(), TABLE)).isEqualTo("refused gone");
        }
    }

    @Nested
    final class OfAnUpdate {
        @Test
        void needsTheWholeKeyAsTheCondition() {
            assertThat(told(Writes.update("t", "v", "gone").where("id"), TABLE)).isEqualTo("out gone");
            assertThat(told(Writes.update("t", "v", "gone").where("id", "v"), TABLE))
                    .isEqualTo("out gone");
            assertThat(told(Writes.update("t", "v", "gone").where("a", "b"), TWO_KEYS))
                    .isEqualTo("out gone");
            assertThat(told(Writes.update("t", "v", "gone").where("a"), TWO_KEYS))
                    .isEqualTo("refused gone");
            assertThat(told(Writes.update("t", "v", "gone").where("v"), TABLE)).isEqualTo("refused gone");
            assertThat(told(Writes.update("t", "v", "gone"), TABLE)).isEqualTo("refused gone");
            assertThat(told(Writes.update("t", "v", "gone").where("id").andMore(), TABLE))
                    .isEqualTo("out gone");
            assertThat(told(Writes.update("t", "v", "gone").where("id").with("id", "f(1)"), TABLE))
                    .isEqualTo("refused gone");
        }

        @Test
        void isRefusedWhereTheKeyItselfChanges() {
            assertThat(told(Writes.update("t", "id", "gone").where("id"), TABLE))
                    .isEqualTo("refused gone");
        }

        @Test
        void needsNothingThatIsLeftBesideIt() {
            assertThat(told(Writes.update("t", "gone").where("id"), TABLE)).isEqualTo("out gone");
            assertThat(told(Writes.update("t", "gone", "lost").where("id"), TABLE))
                    .isEqualTo("refused gone,lost");
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aColumnThatIsUsedForMoreIsNotLeftOut(Role role) {
        if (role != Role.INSERTED) {
            assertThat(told(Writes.insert("t", "id", "gone").also(role, "gone"), TABLE))
                    .isEqualTo("refused gone");
        }
        if (role != Role.ASSIGNED) {
            assertThat(told(Writes.update("t", "v", "gone").where("id").also(role, "gone"), TABLE))
                    .isEqualTo("refused gone");
        }
    }

    @Test
    void aValueThatTheDatabaseWouldComputeCannotBeKept() {
        assertThat(told(Writes.insert("t", "id", "gone").with("gone", "now()"), TABLE))
                .isEqualTo("refused gone");
    }

    @Test
    void otherStatementsLeaveNothingOut() {
        assertThat(told(Writes.merge("t", "id", "gone"), TABLE)).isEqualTo("refused gone");
        assertThat(told(Writes.delete("t").where("gone"), TABLE)).isEqualTo("refused gone");
    }

    @Test
    void aTableWithoutAKeyLosesNothing() {
        assertThat(told(Writes.insert("t", "id", "gone"), KEYLESS)).isEqualTo("refused gone");
    }

    @Test
    void criticalColumnsAreNeverLeftOut() {
        Writes write = Writes.insert("t", "id", "gone");
        assertThat(Cases.of(write).on(TABLE).onceHad("gone int").critical("go*").told())
                .isEqualTo("refused gone");
        assertThat(Cases.of(write)
                        .on(TABLE)
                        .onceHad("gone int")
                        .critical("come")
                        .told())
                .isEqualTo("out gone");
    }

    @Test
    void withoutQuarantineNothingIsLeftOut() {
        assertThat(Cases.of(Writes.insert("t", "id", "gone"))
                        .on(TABLE)
                        .withoutQuarantine()
                        .told())
                .isEqualTo("refused gone");
    }

    @Test
    void whatWasTheKeyIsNotLeftOut() {
        assertThat(Cases.of(Writes.insert("t", "gone", "v"))
                        .on(GENERATED)
                        .after(table("t", "gone int pk", "v int"))
                        .told())
                .isEqualTo("refused gone");
    }

    @Test
    void aColumnThatNobodyEverSawIsATypingError() {
        assertThat(Cases.of(Writes.insert("t", "id", "gone")).on(TABLE).told()).isEqualTo("refused gone");
        assertThat(Cases.of(Writes.update("t", "v", "gone").where("id"))
                        .on(TABLE)
                        .told())
                .isEqualTo("refused gone");
        assertThat(Cases.of(Writes.insert("t", "id", "gone"))
                        .on(TABLE)
                        .after(table("t", "id int pk", "v int", "ghone int"))
                        .told())
                .isEqualTo("refused gone");
    }

    @Test
    void aColumnWhoseRenameWasWitnessedIsKnownAsWell() {
        assertThat(Cases.of(Writes.insert("t", "id", "gone"))
                        .on(TABLE)
                        .witnessed("gone>lost")
                        .told())
                .isEqualTo("out gone");
    }

    @Test
    void oneColumnWithoutAPlaceRefusesTheWhole() {
        assertThat(Cases.of(Writes.insert("t", "id", "gone", "secret"))
                        .on(TABLE)
                        .onceHad("gone int", "secret int")
                        .critical("secret")
                        .told())
                .isEqualTo("refused gone,secret");
    }
}
