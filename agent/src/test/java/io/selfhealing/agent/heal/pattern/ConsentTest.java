package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsentTest {
    private static final Content OTHERS = new Content.Different(false, "2 hold another value");
    private static final Content SAME = new Content.Same("12 rows agree");
    private static final Content FEW = new Content.Agreeing(false, "5 rows agree");

    private static TableHistory history(TableSnapshot now, TableSnapshot... before) {
        return new TableHistory(now, List.of(before), List.of());
    }

    private static ContentFacts rows(Content content) {
        return new ContentFacts(Map.of("a", Map.of("a", content)), Content.SILENT, false);
    }

    private static @Nullable String objection(TableHistory history, @Nullable ContentFacts rows, boolean compared) {
        Column now = Objects.requireNonNull(history.current().column("a"));
        return new Consent(history, () -> rows)
                .objection("a", now, compared ? Consent.Use.COMPARED : Consent.Use.WRITTEN);
    }

    @Test
    void tableThatWasNeverAnotherNeedsNone() {
        TableSnapshot table = table("t", "id int pk", "a boolean");
        assertThat(Consent.isNeeded(history(table))).isFalse();
        TableHistory lost = history(table, table("t", "id int pk", "a boolean", "b int"));
        assertThat(Consent.isNeeded(lost)).isFalse();
        assertThat(Consent.isNeededToHeal(lost))
                .as("a column that is gone may be there under another name")
                .isTrue();
        assertThat(Consent.isNeeded(history(table, table("t", "id int pk", "a int"))))
                .isTrue();
    }

    @Test
    void otherValuesForbidEveryConversion() {
        TableHistory retyped = history(table("t", "id int pk", "a boolean"), table("t", "id int pk", "a int"));
        assertThat(objection(retyped, rows(OTHERS), false)).contains("changed with its type");
        assertThat(objection(retyped, rows(OTHERS), true)).contains("changed with its type");
        assertThat(objection(retyped, null, false)).contains("not known yet");
    }

    @Test
    void rowsAreChosenOnlyByWhatOtherRowsBearOut() {
        TableHistory retyped = history(table("t", "id int pk", "a boolean"), table("t", "id int pk", "a int"));
        assertThat(objection(retyped, ContentFacts.NONE, false)).isNull();
        assertThat(objection(retyped, ContentFacts.NONE, true)).contains("rows are chosen by it");
        assertThat(objection(retyped, rows(SAME), true)).isNull();
        assertThat(objection(retyped, rows(FEW), true)).isNull();
    }

    @Test
    void uuidMeansNothingElse() {
        TableHistory retyped = history(table("t", "id int pk", "a uuid"), table("t", "id int pk", "a text"));
        assertThat(objection(retyped, ContentFacts.NONE, true)).isNull();
        assertThat(objection(retyped, rows(OTHERS), true)).contains("changed with its type");
    }

    @Test
    void nameOfAColumnThatLivesOnUnderAnotherIsNotItsOwn() {
        TableHistory swapped = history(
                table("t", "id int pk #1", "a bigint #2", "b boolean #3"),
                table("t", "id int pk #1", "b bigint #2", "a boolean #3"));
        assertThat(objection(swapped, rows(SAME), false)).contains("another column");
        assertThat(objection(swapped, ContentFacts.NONE, true)).contains("another column");
    }

    /** {@code hide boolean} that became {@code margin integer} in one step is one column to the catalog alone. */
    @Test
    void columnThatGotAnotherNameAndAnotherTypeTakesOnlyWhatItsRowsBearOut() {
        TableHistory both = history(table("t", "id int pk", "b int"), table("t", "id int pk", "a boolean"));
        Column now = Objects.requireNonNull(both.current().column("b"));
        ContentFacts asked = ContentFacts.UNANSWERED;
        Map<String, Map<String, Content>> same = Map.of("a", Map.of("b", FEW));

        assertThat(byIdentity(both, asked, now)).contains("another name and another type");
        assertThat(byIdentity(both, asked.withColumns(same), now)).isNull();
        assertThat(byIdentity(both, asked.withoutRows(true), now)).as("no rows").isNull();
        assertThat(byIdentity(both, asked.withHollow(Set.of("b")), now))
                .as("nothing in it")
                .isNull();
        assertThat(byIdentity(both, ContentFacts.NONE, now))
                .as("rows are not asked")
                .isNull();
    }

    private static @Nullable String byIdentity(TableHistory history, ContentFacts rows, Column now) {
        return new Consent(history, () -> rows).objection("a", now, Consent.Use.WRITTEN_BY_IDENTITY);
    }
}
