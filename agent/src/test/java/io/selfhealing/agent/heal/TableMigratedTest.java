package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.MigratedMove;
import io.selfhealing.agent.schema.MigratedPast;
import io.selfhealing.agent.schema.MigratedRename;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.Turnover;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableMigratedTest {
    private static final TableSnapshot LAST = table("messages", "id int pk", "sender varchar(20)");
    private static final TableSnapshot NOW = table("letters", "id int pk", "zorp varchar(20)");
    private static final MigratedMove MOVE = new MigratedMove("public", "letters", "V2.sql:1", LAST);

    private static Verdict decided(@Nullable MigratedMove told, String... shared) {
        MigratedPast migrated =
                new MigratedPast(List.of(), List.of(new MigratedRename("sender", "zorp", "V3.sql:1")), Set.of(shared));
        LostTable lost = new LostTable(
                new TableHistory(LAST, List.of(), List.of()),
                List.of(new TableHistory(NOW, List.of(), List.of(), migrated)),
                List.of(),
                new Turnover(Set.of(), Set.of()),
                told);
        return Patterns.decision()
                .decide(new LostCase(
                        Writes.insert("messages", "id", "sender").parsed(),
                        lost,
                        new Dialect(Product.POSTGRESQL, Folding.LOWER),
                        new Policy(Map.of(), List.of(), 0.7, false)));
    }

    @Test
    void tableAndColumnAreFollowedByWhatMigrationsTell() {
        assertThat(decided(MOVE))
                .isInstanceOfSatisfying(
                        Verdict.Heal.class,
                        heal -> assertThat(heal.steps())
                                .containsExactly(
                                        new Step.RenameTable(
                                                "public",
                                                "messages",
                                                "public",
                                                "letters",
                                                List.of(new Evidence(
                                                        EvidenceKind.DECLARED,
                                                        1,
                                                        "public.messages → public.letters, renamed by V2.sql:1"))),
                                        new Step.Rename(
                                                "sender",
                                                "zorp",
                                                List.of(new Evidence(
                                                        EvidenceKind.DECLARED,
                                                        1,
                                                        "sender → zorp, renamed by V3.sql:1")))));
    }

    @Test
    void moveThatNothingTellsIsNotMade() {
        assertThat(decided(null)).isInstanceOf(Verdict.Refusal.class);
    }

    @Test
    void tableOfWhichANameWasBorneByTwoColumnsIsNotFollowed() {
        assertThat(decided(MOVE, "note"))
                .isInstanceOfSatisfying(
                        Verdict.Refusal.class,
                        refusal -> assertThat(refusal.reason()).contains("more than one column"));
    }
}
