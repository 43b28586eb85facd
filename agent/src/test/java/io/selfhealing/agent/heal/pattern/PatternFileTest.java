package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.Mistake;
import io.selfhealing.agent.heal.Case;
import io.selfhealing.agent.heal.Cases;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.heal.Writes;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PatternFileTest {
    private static List<String> mistakes(String json) {
        return PatternFile.of(json).mistakes().stream().map(Mistake::toString).toList();
    }

    @Test
    void aPatternOfOnesOwnWorksLikeAShippedOne() {
        PatternFile.Read read = PatternFile.of("""
                {"renames": [{"id": "ours", "shape": "synonyms", "confidence": 0.8, "types": ["TEXT"],
                              "names": ["our_ref", "dossier"]}],
                 "fills": [{"id": "region", "confidence": 0.9, "names": ["region"], "expressions": {"TEXT": "'eu'"}}]}
                """);
        assertThat(read.mistakes()).isEmpty();
        Case situation = Cases.of(Writes.insert("orders", "id", "ourRef"))
                .on(table("orders", "id int pk", "dossier text", "region text required", "n int"))
                .built();
        Verdict verdict = Patterns.decision(read.patterns()).decide(situation);
        assertThat(((Verdict.Heal) verdict).steps())
                .extracting(step -> step instanceof Step.Rename rename ? rename.to() : ((Step.Fill) step).expression())
                .containsExactly("dossier", "'eu'");
    }

    @Test
    void eachMistakeIsToldWithItsPlace() {
        assertThat(mistakes("""
                {"renames": [
                   {"id": "style", "shape": "style", "confidence": 0.9},
                   {"id": "a", "shape": "square", "confidence": 0.9},
                   {"id": "b", "shape": "synonyms", "confidence": 2, "names": ["x"]},
                   {"id": "c", "shape": "synonyms", "confidence": 0.9, "names": ["x"], "colour": 1},
                   {"id": "d", "shape": "synonyms", "confidence": 0.9, "types": ["WORDS"]},
                   {"id": "e", "shape": "synonyms", "confidence": 0.9, "types": ["TEXT"]}],
                 "fills": [
                   {"id": "f", "confidence": 0.9, "names": ["tenant_id"], "expressions": {"INTEGER": "0"}},
                   {"id": "g", "confidence": 0.9, "names": ["n"], "expressions": {"INTEGER": "0); DROP TABLE t"}}],
                 "extra": {}}
                """))
                .satisfiesExactly(
                        m -> assertThat(m).startsWith("line 2, column 11: ").contains("already"),
                        m -> assertThat(m).startsWith("line 3, column 4: ").contains("square"),
                        m -> assertThat(m).startsWith("line 4, column 51: ").contains("below 1"),
                        m -> assertThat(m).startsWith("line 5, column 72: ").contains("colour"),
                        m -> assertThat(m).startsWith("line 6, column 65: ").contains("TEXT"),
                        m -> assertThat(m).startsWith("line 7, column 4: ").contains("names"),
                        m -> assertThat(m).startsWith("line 9, column 44: ").contains("tenant"),
                        m -> assertThat(m).startsWith("line 10, column 66: ").contains("literal"),
                        m -> assertThat(m).startsWith("line 11, column 2: ").contains("extra"));
    }

    @Test
    void whatIsNoJsonIsOneMistake() {
        assertThat(mistakes("{\"renames\": [\n  {\"id\": }]}"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("line 2, column");
        assertThat(mistakes("")).hasSize(1);
        assertThat(mistakes("[]")).hasSize(1);
        assertThat(mistakes("{\"renames\": 1}")).hasSize(1);
        assertThat(mistakes("{\"renames\": [3]}")).hasSize(1);
    }

    @Test
    void aFileWithAMistakeIsNotUsedAtAll() {
        PatternFile.Read read = PatternFile.of("""
                {"renames": [{"id": "ok", "shape": "plural", "confidence": 0.8}, {"id": "bad"}]}
                """);
        assertThat(read.patterns()).isSameAs(Patterns.NONE);
    }
}
