package io.selfhealing.agent.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.MigratedPast;
import io.selfhealing.agent.schema.MigratedRename;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.Turnover;
import io.selfhealing.agent.schema.WitnessedRename;
import io.selfhealing.agent.sql.ParsedWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The order in which things without an order are handed over changes no verdict. The seed of a failure is in its message. */
class PermutationTest {
    private static final Decision DECISION = Patterns.decision();

    private static <T> List<T> shuffled(List<T> some, SplittableRandom random) {
        List<T> other = new ArrayList<>(some);
        for (int i = other.size() - 1; i > 0; i--) {
            Collections.swap(other, i, random.nextInt(i + 1));
        }
        return other;
    }

    private static TableSnapshot shuffled(TableSnapshot table, SplittableRandom random) {
        return new TableSnapshot(
                table.schema(),
                table.name(),
                table.identity(),
                shuffled(table.columns(), random),
                table.primaryKey(),
                table.kind(),
                table.rewritesRows(),
                table.seen());
    }

    private static ParsedWrite shuffled(ParsedWrite write, SplittableRandom random) {
        return new ParsedWrite(
                write.sql(),
                write.kind(),
                write.table(),
                shuffled(write.assignments(), random),
                shuffled(write.conflictAssignments(), random),
                shuffled(write.uses(), random),
                shuffled(write.doubtful(), random),
                shuffled(write.keyConditions(), random),
                write.onlyKeyConditions(),
                write.rows(),
                write.parameterCount());
    }

    /** A verdict without the order in which the statement mentions its columns. */
    private static Object unordered(Verdict verdict) {
        if (verdict instanceof Verdict.Heal heal) {
            return new HashSet<>(heal.steps());
        }
        return verdict instanceof Verdict.Refusal refusal
                ? List.of(new HashSet<>(refusal.columns()), new HashSet<>(refusal.suggestions()))
                : verdict;
    }

    @Test
    void orderOfColumnsAndMentionsChangesNothing() {
        for (long seed = 1; seed <= Rounds.of(10_000); seed++) {
            Case situation = RandomCases.next(new Random(seed));
            SplittableRandom random = new SplittableRandom(seed);
            TableHistory table = situation.table();
            TableHistory other = new TableHistory(
                    shuffled(table.current(), random),
                    table.earlier().stream()
                            .map(shape -> shuffled(shape, random))
                            .toList(),
                    table.renames(),
                    table.migrated());

            Verdict verdict = DECISION.decide(
                    new Case(shuffled(situation.write(), random), other, situation.dialect(), situation.policy()));

            assertThat(unordered(verdict)).as("seed %d", seed).isEqualTo(unordered(DECISION.decide(situation)));
        }
    }

    @Test
    void orderOfRenamesOfDifferentColumnsChangesNothing() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<WitnessedRename> witnessed =
                    List.of(new WitnessedRename("a", "x", Instant.EPOCH), new WitnessedRename("b", "y", Instant.EPOCH));
            MigratedPast migrated = new MigratedPast(
                    List.of(),
                    shuffled(
                            List.of(
                                    new MigratedRename("c", "z", "1"),
                                    new MigratedRename("d", "w", "2"),
                                    new MigratedRename("e", "v", "3")),
                            random),
                    Set.of());
            Case base = Cases.of(Writes.insert("t", "id", "a", "b", "c", "d", "e"))
                    .on(Tables.table("t", "id int pk", "x int", "y int", "z int", "w int", "v int"))
                    .built();
            Case situation = new Case(
                    base.write(),
                    new TableHistory(
                            shuffled(base.table().current(), random), List.of(), shuffled(witnessed, random), migrated),
                    base.dialect(),
                    base.policy());

            Verdict verdict = DECISION.decide(situation);

            assertThat(verdict).as("seed %d", seed).isInstanceOf(Verdict.Heal.class);
            assertThat(((Verdict.Heal) verdict)
                            .steps().stream()
                                    .map(step -> ((Step.Rename) step).from() + ((Step.Rename) step).to())
                                    .toList())
                    .as("seed %d", seed)
                    .containsExactly("ax", "by", "cz", "dw", "ev");
        }
    }

    @Test
    void orderOfTheTablesThatMayBeTheLostOneChangesNothing() {
        TableSnapshot lost = Tables.identified(Tables.table("orders", "id int pk #1.1", "a int #1.2"), "1");
        List<TableHistory> candidates = List.of(
                history(Tables.identified(Tables.table("purchases", "id int pk #1.1", "a int #1.2"), "1")),
                history(Tables.identified(Tables.table("other", "id int pk #2.1", "a int #2.2"), "2")),
                history(Tables.identified(Tables.table("third", "id int pk #3.1", "a int #3.2"), "3")));
        Set<Verdict> verdicts = new HashSet<>();
        for (long seed = 1; seed <= 50; seed++) {
            LostTable table = new LostTable(
                    history(lost),
                    shuffled(candidates, new SplittableRandom(seed)),
                    List.of(),
                    new Turnover(Set.of(), Set.of()));
            Case base = Cases.of(Writes.insert("orders", "id", "a")).built();
            verdicts.add(DECISION.decide(
                    new LostCase(base.write(), table, base.dialect(), new Policy(Map.of(), List.of(), 0.7, true))));
        }
        assertThat(verdicts).hasSize(1).allMatch(Verdict.Heal.class::isInstance);
    }

    private static TableHistory history(TableSnapshot table) {
        return new TableHistory(table, List.of(), List.of());
    }

    @Test
    void noVerdictIsWithoutEvidence() {
        for (long seed = 1; seed <= Rounds.of(10_000); seed++) {
            Explanation explanation = DECISION.explain(RandomCases.next(new Random(seed)));
            if (explanation.verdict() instanceof Verdict.Heal heal) {
                assertThat(heal.steps()).as("seed %d", seed).allSatisfy(step -> {
                    assertThat(step.evidence()).isNotEmpty();
                    assertThat(step.evidence())
                            .isSortedAccordingTo((a, b) -> Double.compare(b.confidence(), a.confidence()));
                });
            } else if (explanation.verdict() instanceof Verdict.Refusal refusal) {
                assertThat(refusal.reason()).as("seed %d", seed).isNotBlank();
            }
        }
    }
}
