package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.ofKind;
import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.Verdict.Heal;
import io.selfhealing.agent.heal.Verdict.Refusal;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.ColumnUse.Role;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class DecisionTest {
    private static final TableSnapshot MESSAGES =
            table("messages", "id int pk", "role text", "content text", "created_at timestamp");

    @Test
    void aWriteThatFitsIsHealthy() {
        assertThat(Cases.of(Writes.insert("messages", "id", "role").also(Role.RETURNED, "created_at"))
                        .on(MESSAGES)
                        .told())
                .isEqualTo("healthy");
        assertThat(Cases.of(Writes.insert("messages")).on(MESSAGES).told()).isEqualTo("healthy");
        assertThat(Cases.of(Writes.delete("messages").where("id")).on(MESSAGES).told())
                .isEqualTo("healthy");
    }

    @Test
    void aViewIsNeverHealed() {
        TableSnapshot view = ofKind(MESSAGES, TableSnapshot.Kind.VIEW);
        assertThat(Cases.of(Writes.insert("messages", "id", "role")).on(view).told())
                .isEqualTo("healthy");
        assertThat(Cases.of(Writes.insert("messages", "id", "sender")).on(view).told())
                .isEqualTo("refused sender");
    }

    @Test
    void severalRungsMayServeOneStatement() {
        assertThat(Cases.of(Writes.insert("messages", "id", "sender", "message", "creation_date", "gone"))
                        .on(MESSAGES)
                        .onceHad("gone text")
                        .witnessed("message>content")
                        .told())
                .isEqualTo("sender→role PATTERN; message→content WITNESSED; "
                        + "creation_date→created_at PATTERN; out gone");
    }

    @Test
    void quotedNamesAreTakenLiterally() {
        assertThat(Cases.of(Writes.insert("messages", "id", "\"Role\""))
                        .on(MESSAGES)
                        .told())
                .isEqualTo("Role→role PATTERN");
        assertThat(Cases.of(Writes.insert("messages", "ID", "ROLE"))
                        .on(MESSAGES)
                        .told())
                .isEqualTo("healthy");
    }

    @Test
    void whereNamesAreNotFoldedTheirCaseDoesNotMatter() {
        assertThat(Cases.of(Writes.insert("messages", "Id", "Role"))
                        .on(MESSAGES)
                        .in(new Dialect(Product.OTHER, Folding.NONE))
                        .told())
                .isEqualTo("healthy");
    }

    @Test
    void rowsAreNotChosenByAColumnThatIsOnlyLikeTheMissingOne() {
        assertThat(Cases.of(Writes.delete("messages").where("sender"))
                        .on(MESSAGES)
                        .told())
                .isEqualTo("refused sender");
        assertThat(Cases.of(Writes.delete("messages").where("sender"))
                        .on(MESSAGES)
                        .witnessed("sender>role")
                        .told())
                .isEqualTo("sender→role WITNESSED");
        assertThat(Cases.of(Writes.delete("t").where("userid"))
                        .on(table("t", "id int pk", "user_id int"))
                        .told())
                .startsWith("userid→user_id PATTERN");
        assertThat(Cases.of(Writes.delete("messages").where("gone"))
                        .on(MESSAGES)
                        .told())
                .isEqualTo("refused gone");
    }

    @Test
    void evidenceBelowTheLeastConfidenceIsOnlySuggested() {
        Verdict verdict = Cases.of(Writes.insert("messages", "id", "code"))
                .on(MESSAGES)
                .leastConfidence(0.75)
                .withoutQuarantine()
                .decided();
        assertThat(verdict)
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.suggestions())
                            .singleElement()
                            .asInstanceOf(InstanceOfAssertFactories.type(Step.Rename.class))
                            .satisfies(rename -> assertThat(rename.to()).isEqualTo("content"));
                    assertThat(refusal.reason()).contains("too weak");
                });
    }

    @Test
    void rungsThatPointToDifferentColumnsAreNotWeighedAgainstEachOther() {
        Rung weak = question -> new Answer.Named("x", new Evidence(EvidenceKind.STRUCTURAL, 0.6, "weak"));
        Rung strong = question -> new Answer.Named("y", new Evidence(EvidenceKind.PATTERN, 0.9, "strong"));
        Rung never = question -> Answer.UNKNOWN;
        Case situation = Cases.of(Writes.insert("t", "id", "a"))
                .on(table("t", "id int pk", "x int", "y int"))
                .built();
        Verdict verdict = new Decision(List.of(weak, strong), never, (omitted, of) -> null).decide(situation);
        assertThat(verdict)
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .satisfies(refusal -> assertThat(refusal.suggestions()).hasSize(2));
    }

    @Test
    void anObjectionToStrongEvidenceIsNotAnsweredWithWeakerEvidence() {
        Rung strong = question -> new Answer.Named("id", new Evidence(EvidenceKind.DECLARED, 1, "strong"));
        Rung weak = question -> new Answer.Named("x", new Evidence(EvidenceKind.PATTERN, 0.9, "weak"));
        Rung never = question -> Answer.UNKNOWN;
        Case situation = Cases.of(Writes.insert("t", "id", "a"))
                .on(table("t", "id int pk", "x int"))
                .built();
        assertThat(new Decision(List.of(strong, weak), never, (omitted, of) -> null).decide(situation))
                .isInstanceOf(Refusal.class);
    }

    /** Random tables, histories and writes; the seed is fixed, so a failure repeats. */
    @Test
    void whateverTheCaseTheInvariantsHold() {
        Random random = new Random(20260101);
        Decision decision = Patterns.decision();
        int heals = 0;
        for (int i = 0; i < Rounds.of(20_000); i++) {
            Case situation = RandomCases.next(random);
            Verdict verdict = decision.decide(situation);
            assertThat(decision.decide(situation)).isEqualTo(verdict);
            assertThat(decision.decide(shuffled(situation, random))).isEqualTo(verdict);
            if (verdict instanceof Heal heal) {
                heals++;
                assertSound(situation, heal);
            }
        }
        assertThat(heals).isGreaterThan(Rounds.of(1000));
    }

    private static void assertSound(Case situation, Heal heal) {
        TableSnapshot now = situation.table().current();
        Set<String> mentioned = new Mentions(situation).names();
        Set<String> targets = new HashSet<>();
        Set<String> handled = new HashSet<>();
        for (Step step : heal.steps()) {
            assertThat(step.evidence()).isNotEmpty();
            assertThat(step.evidence())
                    .anyMatch(e -> e.confidence() >= situation.policy().leastConfidence());
            if (step instanceof Step.Rename rename) {
                assertThat(now.column(rename.from())).isNull();
                assertThat(now.column(rename.to())).isNotNull();
                assertThat(mentioned).contains(rename.from()).doesNotContain(rename.to());
                assertThat(targets.add(rename.to())).isTrue();
                handled.add(rename.from());
            } else if (step instanceof Step.LeaveOut out) {
                assertThat(now.column(out.column())).isNull();
                assertThat(now.primaryKey()).isNotEmpty();
                handled.add(out.column());
            } else if (step instanceof Step.Fill fill) {
                assertThat(mentioned).doesNotContain(fill.column());
                assertThat(targets.add(fill.column())).isTrue();
            }
        }
        assertThat(handled).isEqualTo(new Mentions(situation).missing());
    }

    /** The same case with the table's columns listed in another order; their places stay what they were. */
    private static Case shuffled(Case situation, Random random) {
        TableHistory table = situation.table();
        List<TableSnapshot> earlier =
                table.earlier().stream().map(t -> shuffled(t, random)).toList();
        TableHistory other = new TableHistory(shuffled(table.current(), random), earlier, table.renames());
        return new Case(situation.write(), other, situation.dialect(), situation.policy());
    }

    private static TableSnapshot shuffled(TableSnapshot table, Random random) {
        List<Column> columns = new ArrayList<>(table.columns());
        Collections.shuffle(columns, random);
        return new TableSnapshot(
                table.schema(),
                table.name(),
                table.identity(),
                columns,
                table.primaryKey(),
                table.kind(),
                table.rewritesRows(),
                table.seen());
    }
}
