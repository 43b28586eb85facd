package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.Ensemble;
import io.selfhealing.agent.heal.Finding.Said;
import io.selfhealing.agent.heal.pattern.Patterns;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static List<String> told(Cases cases) {
        return Patterns.decision().explain(cases.built()).findings().stream()
                .map(finding -> finding.column() + " " + finding.rung() + " " + finding.said()
                        + (finding.target() == null ? "" : " " + finding.target()))
                .toList();
    }

    @Test
    void everyRungIsNamedAndThoseBehindTheAnswerAreNotAsked() {
        Cases renamed = Cases.of(Writes.insert("t", "id", "sender"))
                .on(table("t", "id int pk #1", "role text #2"))
                .after(table("t", "id int pk #1", "sender text #2"));

        assertThat(told(renamed))
                .containsExactly(
                        "sender witnessed SILENT",
                        "sender identity NAMED role",
                        "sender declared NOT_ASKED",
                        "sender migrated NOT_ASKED",
                        "sender content NOT_ASKED",
                        "sender other table NOT_ASKED",
                        "sender structural NOT_ASKED",
                        "sender dropped NOT_ASKED",
                        "sender patterns NOT_ASKED",
                        "sender together NOT_ASKED",
                        "sender learned NOT_ASKED",
                        "sender only place NOT_ASKED",
                        "sender kin NOT_ASKED");
    }

    @Test
    void guessesThatAreNotNeededAreToldFromTheOneThatIsHeardForItsObjections() {
        Rung objecting = new Rung() {
            @Override
            public Answer answer(MissingColumn question) {
                return new Answer.Refused("experience is against it");
            }

            @Override
            public boolean objects() {
                return true;
            }
        };
        Case known = Cases.of(Writes.update("t", "message").where("id"))
                .on(table("t", "id int pk", "content text"))
                .built();

        assertThat(Patterns.decision(Patterns.NONE, objecting, Ensemble.WEIGHTED).explain(known).findings().stream()
                        .filter(finding -> finding.said() != Said.SILENT)
                        .map(finding -> finding.rung() + " " + finding.said() + " " + finding.detail()))
                .startsWith(
                        "patterns NAMED message-content",
                        "together NOT_ASKED what was known sufficed",
                        "learned REFUSED experience is against it",
                        "only place NOT_ASKED the search had ended",
                        "kin NOT_ASKED the search had ended");
    }

    @Test
    void whatForbidsAnAnswerIsToldWithTheAnswer() {
        Cases shorter = Cases.of(Writes.insert("t", "id", "sender"))
                .on(table("t", "id int pk", "role varchar(5)"))
                .after(table("t", "id int pk", "sender varchar(9)"))
                .alias("sender", "role");

        Finding declared =
                Patterns.decision().explain(shorter.built()).findings().get(2);

        assertThat(declared.said()).isEqualTo(Said.OBJECTED);
        assertThat(declared.target()).isEqualTo("role");
        assertThat(declared.confidence()).isEqualTo(1);
        assertThat(declared.detail()).contains("but role is varchar(5), not varchar(9)");
    }

    @Test
    void columnThatIsLeftOutAndOneThatIsFilledAreToldOf() {
        Cases dropped = Cases.of(Writes.insert("t", "id", "coupon"))
                .on(table("t", "id int pk", "created_at timestamp required", "zorp int required", "name text"))
                .after(table("t", "id int pk", "coupon text", "name text"));

        assertThat(told(dropped))
                .contains("coupon leaving out ADVISED", "created_at defaults ADVISED", "zorp defaults SILENT");
    }

    @Test
    void writeThatIsRefusedBeforeAnyRungSaysWhy() {
        Cases doubtful =
                Cases.of(Writes.update("t", "a").where("id").doubtful("a")).on(table("t", "id int pk"));

        assertThat(told(doubtful)).containsExactly("a statement REFUSED");
    }

    @Test
    void healthyWriteAsksNobody() {
        assertThat(Patterns.decision()
                        .explain(Cases.of(Writes.insert("t", "id"))
                                .on(table("t", "id int pk"))
                                .built()))
                .isEqualTo(Explanation.HEALTHY);
    }

    @Test
    void explanationNeverDriftsFromTheVerdict() {
        Random random = new Random(7);
        Decision decision = Patterns.decision();
        for (int i = 0; i < Rounds.of(5_000); i++) {
            Case situation = RandomCases.next(random);
            Explanation explanation = decision.explain(situation);
            assertThat(explanation.verdict()).isEqualTo(decision.decide(situation));
            assertThat(decision.explain(situation)).isEqualTo(explanation);
            if (explanation.verdict() instanceof Verdict.Heal heal) {
                assertThat(heal.steps()).allSatisfy(step -> assertBacked(step, explanation.findings()));
            } else if (explanation.verdict() instanceof Verdict.Refusal) {
                assertThat(explanation.findings()).isNotEmpty();
            }
        }
    }

    /** Each piece of a step's evidence was said by a rung, alone or together with others. */
    private static void assertBacked(Step step, List<Finding> findings) {
        for (Evidence evidence : step.evidence()) {
            assertThat(findings)
                    .filteredOn(finding -> finding.said() == Said.NAMED || finding.said() == Said.ADVISED)
                    .anyMatch(finding -> evidence.detail().contains(finding.detail()));
        }
    }
}
