package io.selfhealing.agent.heal.learned;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.Ensemble;
import io.selfhealing.agent.heal.Cases;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Standing;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.heal.Writes;
import io.selfhealing.agent.heal.pattern.Patterns;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LearnedRungTest {
    private final LearnedRung rung = new LearnedRung(List::of);

    @Test
    void whatIsTrustedHealsATableThatWasNeverSeen() {
        Cases cases = Cases.of(Writes.update("posts", "x_sender").where("id"))
                .on(table("posts", "id int pk", "x_author text", "body text"))
                .withoutQuarantine();
        assertThat(told(cases)).isEqualTo("refused");
        trust(Learnt.author());
        assertThat(told(cases)).isEqualTo("x_sender→x_author LEARNED 0.72");
        trust(Learnt.author().proved("drafts", "x_sender", "x_writer", 1));
        assertThat(told(cases)).isEqualTo("refused");
    }

    @Test
    void otherNamesWithTheSameWordAreMeantToo() {
        trust(Learnt.author());
        assertThat(told(Cases.of(Writes.update("posts", "first_sender_name").where("id"))
                        .on(table("posts", "id int pk", "first_author_name text"))
                        .withoutQuarantine()))
                .isEqualTo("first_sender_name→first_author_name LEARNED 0.72");
        assertThat(told(Cases.of(Writes.update("posts", "sender").where("id"))
                        .on(table("posts", "id int pk", "author text"))
                        .withoutQuarantine()))
                .isEqualTo("refused");
    }

    @Test
    void itObeysTheRulesOfAllPatterns() {
        trust(Learnt.author());
        assertThat(told(Cases.of(Writes.update("posts", "x_sender", "x_author").where("id"))
                        .on(table("posts", "id int pk", "x_author text"))
                        .withoutQuarantine()))
                .as("the statement writes the target itself")
                .isEqualTo("refused");
        assertThat(told(Cases.of(Writes.update("posts", "x_sender").where("id"))
                        .on(table("posts", "id int pk", "x_author int"))
                        .withoutQuarantine()))
                .as("another type")
                .isEqualTo("refused");
        assertThat(told(Cases.of(Writes.update("posts", "x_sender").where("id"))
                        .on(table("posts", "id int pk", "x_author text", "xAuthor text"))
                        .withoutQuarantine()))
                .as("two targets")
                .isEqualTo("refused");
        assertThat(told(Cases.of(Writes.update("posts", "x_sender").where("id"))
                        .on(table("posts", "id int pk", "x_author text"))
                        .after(table("posts", "id int pk", "x_author text", "x_sender text"))
                        .withoutQuarantine()))
                .as("they have stood side by side")
                .isEqualTo("refused");
    }

    @Test
    void proofOutranksIt() {
        trust(Learnt.author());
        assertThat(told(Cases.of(Writes.update("posts", "x_sender").where("id"))
                        .on(table("posts", "id int pk", "x_author text", "x_writer text"))
                        .witnessed("x_sender>x_writer")
                        .withoutQuarantine()))
                .isEqualTo("x_sender→x_writer WITNESSED 1.0");
    }

    @Test
    void whereItContradictsAPatternNeitherIsFollowed() {
        trust(new Learnt().proved("a", "message", "summary", 6).proved("b", "message", "summary", 6));
        Cases cases = Cases.of(Writes.update("posts", "message").where("id"))
                .on(table("posts", "id int pk", "summary text", "content text"))
                .withoutQuarantine();
        assertThat(cases.told()).isEqualTo("message→content PATTERN");
        for (Ensemble ensemble : Ensemble.values()) {
            assertThat(told(cases, ensemble)).isEqualTo("refused");
        }
    }

    @Test
    void unanimousWantsTwoVoicesAndMajorityThree() {
        trust(Learnt.author());
        Cases alone = Cases.of(Writes.update("posts", "x_sender").where("id"))
                .on(table("posts", "id int pk", "x_author text", "body text"))
                .withoutQuarantine();
        assertThat(told(alone, Ensemble.UNANIMOUS)).isEqualTo("refused");
        Cases withPlace = Cases.of(Writes.insert("posts", "id", "x_sender"))
                .on(table("posts", "id int pk #7.1", "x_author text #7.2"))
                .withoutQuarantine();
        assertThat(told(withPlace, Ensemble.UNANIMOUS)).isEqualTo("x_sender→x_author LEARNED 0.818");
        assertThat(told(withPlace, Ensemble.MAJORITY)).isEqualTo("refused");
    }

    @Test
    void verdictsHoldUntilSomethingElseIsTrusted() {
        trust(Learnt.author());
        Standing standing = Objects.requireNonNull(decision(Ensemble.WEIGHTED).standing());
        trust(Learnt.author());
        assertThat(standing.holds()).isTrue();
        trust(new Learnt());
        assertThat(standing.holds()).isFalse();
    }

    private void trust(Learnt learnt) {
        rung.trust(learnt.book.trusted());
    }

    private Decision decision(Ensemble ensemble) {
        return Patterns.decision(Patterns.NONE, rung, ensemble);
    }

    private String told(Cases cases) {
        return told(cases, Ensemble.WEIGHTED);
    }

    private String told(Cases cases, Ensemble ensemble) {
        Verdict verdict = decision(ensemble).decide(cases.built());
        if (!(verdict instanceof Verdict.Heal heal) || !(heal.steps().get(0) instanceof Step.Rename rename)) {
            return "refused";
        }
        EvidenceKind kind = rename.evidence().get(0).kind();
        return rename.from() + "→" + rename.to() + " " + kind + " "
                + rename.evidence().get(0).confidence();
    }
}
