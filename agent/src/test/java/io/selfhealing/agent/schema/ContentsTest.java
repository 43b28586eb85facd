package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.content.ContentFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentsTest {
    private static final Content SAME = new Content.Same("12 of 12 rows");
    private static final TableSnapshot FIRST = SchemaDiffTest.table("id", "ssn");
    private static final TableSnapshot RENAMED = SchemaDiffTest.table("id", "zorp");
    private static final TableSnapshot BESIDE = SchemaDiffTest.table("id", "zorp", "ssn");
    private static final ContentFacts SAID = ContentFacts.NONE.withColumns(
            Map.of("ssn", Map.of("zorp", SAME, "id", new Content.Different(true, "")), "id", Map.of("id", SAME)));

    /** The name went on to another column: the one that is gone now is not the one of the print. */
    @Test
    void aPrintFromBeforeTwoColumnsStoodSideBySideDoesNotMakeThemOne() {
        ContentFacts left = SAID.without(Contents.apart(List.of(BESIDE, RENAMED, FIRST), FIRST.version()));

        assertThat(left.of("ssn", "zorp")).isEqualTo(Content.SILENT);
        assertThat(left.of("ssn", "id")).isInstanceOf(Content.Different.class);
        assertThat(left.of("id", "id")).isEqualTo(SAME);
    }

    @Test
    void onePrintOfBothSaysThatOneWasCopiedToTheOther() {
        ContentFacts left = SAID.without(Contents.apart(List.of(BESIDE, FIRST), BESIDE.version()));

        assertThat(left).isEqualTo(SAID);
    }

    @Test
    void columnsThatNeverStoodSideBySideAreAsThePrintSays() {
        assertThat(SAID.without(Contents.apart(List.of(FIRST), FIRST.version())))
                .isEqualTo(SAID);
    }
}
