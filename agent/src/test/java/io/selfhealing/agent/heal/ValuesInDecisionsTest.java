package io.selfhealing.agent.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What the columns hold takes guesses away, and lifts those that nearly suffice. */
final class ValuesInDecisionsTest {
    private static final Decision DECISION = Patterns.decision();

    private static Case knowing(Case situation, ValueProfile role) {
        return new Case(
                situation.write(), situation.table(), situation.dialect(), situation.policy(), Map.of("role", role));
    }

    private static Cases sender(String value) {
        return Cases.of(Writes.insert("messages", "id", "sender", "body").with("sender", value))
                .on(Tables.table("messages", "id int pk", "role text", "body text"))
                .withoutQuarantine();
    }

    @Test
    void patternIsVetoedByWhatTheColumnHolds() {
        Case situation = sender("'open'").built();

        assertThat(DECISION.decide(situation)).isInstanceOf(Verdict.Heal.class);
        Explanation explanation = DECISION.explain(knowing(situation, Sampled.NUMBERS_AS_TEXT));
        assertThat(explanation.verdict()).isInstanceOfSatisfying(Verdict.Refusal.class, refusal -> {
            assertThat(refusal.reason()).startsWith("role holds digits, which the text written is not");
            assertThat(refusal.suggestions()).hasSize(1);
        });
        assertThat(explanation.findings()).anySatisfy(finding -> {
            assertThat(finding.rung()).isEqualTo("values");
            assertThat(finding.said()).isEqualTo(Finding.Said.OBJECTED);
            assertThat(finding.target()).isEqualTo("role");
        });
    }

    @Test
    void oneOddRowOfManyIsEnough() {
        Case one = sender("'glad'").built();
        assertThat(DECISION.decide(knowing(one, Sampled.MOODS))).isInstanceOf(Verdict.Heal.class);

        ParsedWrite write = one.write();
        Assignment sender = write.assignments().get(1);
        Value odd = new Value.Literal("open", true, sender.values().get(0).span());
        Case two = new Case(
                new ParsedWrite(
                        write.sql(),
                        write.kind(),
                        write.table(),
                        List.of(
                                write.assignments().get(0),
                                new Assignment(
                                        sender.column(), List.of(sender.values().get(0), odd)),
                                write.assignments().get(2)),
                        List.of(),
                        write.uses(),
                        write.doubtful(),
                        write.keyConditions(),
                        write.onlyKeyConditions(),
                        2,
                        write.parameterCount()),
                one.table(),
                one.dialect(),
                one.policy());
        assertThat(DECISION.decide(knowing(two, Sampled.MOODS))).isInstanceOf(Verdict.Refusal.class);
    }

    @Test
    void parametersAreNotJudgedBeforeTheyAreBound() {
        Case situation = sender("?").built();

        assertThat(DECISION.decide(knowing(situation, Sampled.UUIDS))).isEqualTo(DECISION.decide(situation));
    }

    @Test
    void whatIsProvedIsNotVetoed() {
        Case identity = Cases.of(Writes.insert("messages", "id", "sender").with("sender", "'open'"))
                .on(Tables.table("messages", "id int pk #1.1", "role text #1.2"))
                .after(Tables.table("messages", "id int pk #1.1", "sender text #1.2"))
                .built();
        Case declared = sender("'open'").alias("sender", "role").built();
        Case witnessed = sender("'open'").witnessed("sender>role").built();

        for (Case situation : List.of(identity, declared, witnessed)) {
            assertThat(DECISION.decide(knowing(situation, Sampled.UUIDS))).isEqualTo(DECISION.decide(situation));
        }
    }

    @Test
    void guessThatNearlySufficesIsLifted() {
        Case situation = sender("'sad'").leastConfidence(0.85).built();
        assertThat(DECISION.decide(situation)).isInstanceOf(Verdict.Refusal.class);

        assertThat(DECISION.decide(knowing(situation, Sampled.MOODS)))
                .isInstanceOfSatisfying(Verdict.Heal.class, heal -> {
                    assertThat(heal.steps()).hasSize(1);
                    List<Evidence> evidence = heal.steps().get(0).evidence();
                    assertThat(evidence.get(0).kind()).isEqualTo(EvidenceKind.PATTERN);
                    assertThat(evidence).anyMatch(each -> each.kind() == EvidenceKind.VALUES);
                });
        assertThat(DECISION.decide(knowing(situation, Sampled.PROSE))).isInstanceOf(Verdict.Refusal.class);
    }

    @Test
    void valuesAloneAreNoGround() {
        Case situation = Cases.of(Writes.insert("messages", "id", "zorp").with("zorp", "'sad'"))
                .on(Tables.table("messages", "id int pk", "role text"))
                .withoutQuarantine()
                .built();

        assertThat(DECISION.decide(knowing(situation, Sampled.MOODS))).isInstanceOf(Verdict.Refusal.class);
    }

    /** Whatever is known of values, no column is named that no rung had named without it. */
    @Test
    void samplesOnlyTakeAwayOrLift() {
        int vetoed = 0;
        int lifted = 0;
        for (long seed = 1; seed <= Rounds.of(20_000); seed++) {
            Random random = new Random(seed);
            Case blind = withoutRows(literal(RandomCases.next(random), random));
            Case seeing = profiled(blind, random);
            Explanation before = DECISION.explain(blind);
            Explanation after = DECISION.explain(seeing);

            for (Step.Rename rename : renames(after.verdict())) {
                assertThat(before.findings()).as("seed %d: %s", seed, rename).anyMatch(named(rename));
                assertThat(rename.evidence().get(0).kind()).as("seed %d", seed).isNotEqualTo(EvidenceKind.VALUES);
                assertThat(rename.evidence().get(0).confidence())
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(confidence(before.verdict(), rename));
                lifted += rename.evidence().stream().anyMatch(each -> each.kind() == EvidenceKind.VALUES) ? 1 : 0;
            }
            vetoed += after.findings().stream()
                            .anyMatch(each -> each.rung().equals("values") && each.said() == Finding.Said.OBJECTED)
                    ? 1
                    : 0;
            assertThat(DECISION.explain(seeing)).as("seed %d", seed).isEqualTo(after);
        }
        if (Rounds.ALL) {
            assertThat(vetoed).isPositive();
            assertThat(lifted).isPositive();
        }
    }

    private static Predicate<Finding> named(Step.Rename rename) {
        return finding -> rename.from().equals(finding.column()) && rename.to().equals(finding.target());
    }

    private static double confidence(Verdict verdict, Step.Rename rename) {
        return renames(verdict).stream()
                .filter(other ->
                        other.from().equals(rename.from()) && other.to().equals(rename.to()))
                .mapToDouble(other -> other.evidence().get(0).confidence())
                .findFirst()
                .orElse(0);
    }

    private static List<Step.Rename> renames(Verdict verdict) {
        return verdict instanceof Verdict.Heal heal
                ? heal.steps().stream()
                        .filter(Step.Rename.class::isInstance)
                        .map(Step.Rename.class::cast)
                        .toList()
                : List.of();
    }

    private static Case literal(Case situation, Random random) {
        ParsedWrite write = situation.write();
        List<String> texts = List.of("sad", "open", "42", "you@example.org", "0190f3f2-b7e0-7e5c-8a1b-3c5d7e9fa1b3");
        List<Assignment> assignments = write.assignments().stream()
                .map(each -> new Assignment(
                        each.column(),
                        each.values().stream()
                                .<Value>map(value ->
                                        new Value.Literal(texts.get(random.nextInt(texts.size())), true, value.span()))
                                .toList()))
                .toList();
        double least = random.nextBoolean() ? 0.7 : 0.8;
        return new Case(
                new ParsedWrite(
                        write.sql(),
                        write.kind(),
                        write.table(),
                        assignments,
                        List.of(),
                        write.uses(),
                        write.doubtful(),
                        write.keyConditions(),
                        write.onlyKeyConditions(),
                        write.rows(),
                        write.parameterCount()),
                situation.table(),
                situation.dialect(),
                new Policy(
                        situation.policy().aliases(),
                        situation.policy().critical(),
                        least,
                        situation.policy().quarantine()));
    }

    private static Case profiled(Case situation, Random random) {
        List<ValueProfile> some = List.of(
                Sampled.MOODS,
                Sampled.UUIDS,
                Sampled.ADDRESSES,
                Sampled.PROSE,
                Sampled.NUMBERS_AS_TEXT,
                ValueProfile.UNKNOWN);
        Map<String, ValueProfile> profiles = new HashMap<>();
        situation
                .table()
                .current()
                .columns()
                .forEach(column -> profiles.put(column.name(), some.get(random.nextInt(some.size()))));
        return new Case(
                situation.write(),
                situation.table(),
                situation.dialect(),
                situation.policy(),
                profiles,
                situation.contents());
    }

    /** Where there is no row to ask, places are weak evidence, which what is written may lift. */
    private static Case withoutRows(Case situation) {
        return new Case(
                situation.write(),
                situation.table(),
                situation.dialect(),
                situation.policy(),
                situation.profiles(),
                new ContentFacts(Map.of(), Content.SILENT, true));
    }
}
