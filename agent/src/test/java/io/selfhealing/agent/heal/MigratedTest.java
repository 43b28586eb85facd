package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.MigratedPast;
import io.selfhealing.agent.schema.MigratedRename;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MigratedTest {
    private static final TableSnapshot NOW = table("t", "id int pk", "zorp varchar(20)", "note text");
    private static final TableSnapshot THEN = table("t", "id int pk", "sender varchar(20)", "note text");

    private static Verdict decided(Writes write, TableSnapshot now, TableSnapshot then, String... shared) {
        MigratedPast migrated = new MigratedPast(
                List.of(then), List.of(new MigratedRename("sender", "zorp", "V2__r.sql:1")), Set.of(shared));
        return Patterns.decision()
                .decide(new Case(
                        write.parsed(),
                        new TableHistory(now, List.of(then), List.of(), migrated),
                        new Dialect(Product.POSTGRESQL, Folding.LOWER),
                        new Policy(Map.of(), List.of(), 0.7, false)));
    }

    @Test
    void renameThatMigrationsTellIsTakenAndNamed() {
        Verdict verdict = decided(Writes.insert("t", "id", "sender"), NOW, THEN);

        assertThat(verdict)
                .isEqualTo(new Verdict.Heal(List.of(new Step.Rename(
                        "sender",
                        "zorp",
                        List.of(new Evidence(EvidenceKind.DECLARED, 1, "sender → zorp, renamed by V2__r.sql:1"))))));
    }

    @Test
    void columnOfALesserTypeIsNotTaken() {
        TableSnapshot narrow = table("t", "id int pk", "zorp varchar(5)", "note text");

        assertThat(decided(Writes.insert("t", "id", "sender"), narrow, THEN)).isInstanceOf(Verdict.Refusal.class);
    }

    @Test
    void writeThatUsesANameOfTwoColumnsIsRefused() {
        assertThat(decided(Writes.insert("t", "id", "sender", "note"), NOW, THEN, "note"))
                .isInstanceOf(Verdict.Refusal.class);
    }

    @Test
    void nameThatTwoColumnsHaveBorneLeadsNowhere() {
        assertThat(decided(Writes.insert("t", "id", "sender"), NOW, THEN, "sender"))
                .isInstanceOf(Verdict.Refusal.class);
    }
}
