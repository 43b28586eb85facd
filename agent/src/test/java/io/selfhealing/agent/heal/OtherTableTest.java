package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.identified;
import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.TableSnapshot;
import org.junit.jupiter.api.Test;

/** A table that took over the name of another one lost none of that one's columns. */
final class OtherTableTest {
    private static final TableSnapshot BEFORE =
            identified(table("t", "id int pk #7.1", "sender text #7.2", "note text #7.3"), "7");
    private static final TableSnapshot OTHER = identified(table("t", "id int pk #8.1", "note text #8.2"), "8");
    private static final Writes WRITE = Writes.insert("t", "id", "sender", "note");

    private static Cases replacedBy(TableSnapshot other) {
        return Cases.of(WRITE).on(other).after(BEFORE);
    }

    @Test
    void nothingIsLeftOutOfATableThatNeverHadIt() {
        assertThat(replacedBy(OTHER).told()).isEqualTo("refused sender");
        assertThat(Cases.of(WRITE)
                        .on(identified(table("t", "id int pk #7.1", "note text #7.3"), "7"))
                        .after(BEFORE)
                        .told())
                .isEqualTo("out sender");
    }

    @Test
    void nothingIsGuessedInIt() {
        TableSnapshot alike =
                identified(table("t", "id int pk #8.1", "customer_sender text #8.2", "note text #8.3"), "8");
        assertThat(replacedBy(alike).told()).isEqualTo("refused sender");
        assertThat(replacedBy(alike).empty().told()).isEqualTo("refused sender");
    }

    /** The old one went through a rename while it bore the name, and the new one was made in the shape that it had then. */
    @Test
    void norByWhatTheOldOneWentThrough() {
        TableSnapshot renamed =
                identified(table("t", "id int pk #7.1", "customer_sender text #7.2", "note text #7.3"), "7");
        TableSnapshot other =
                identified(table("t", "id int pk #8.1", "customer_sender text #8.2", "note text #8.3"), "8");
        assertThat(Cases.of(WRITE).on(other).after(renamed, BEFORE).empty().told())
                .isEqualTo("refused sender");
    }

    @Test
    void whatBroughtTheRowsAlongIsTheTableThatItWas() {
        assertThat(replacedBy(OTHER)
                        .tableRows(new Content.Agreeing(false, "3 rows agree"))
                        .told())
                .isEqualTo("out sender");
        assertThat(replacedBy(identified(table("t", "id int pk #8.1", "role text #8.2", "note text #8.3"), "8"))
                        .rows("sender", "role", new Content.Same("12 rows agree"))
                        .tableRows(new Content.Same("12 rows agree"))
                        .told())
                .isEqualTo("sender→role CONTENT");
    }

    @Test
    void whatTheOperatorSaysCounts() {
        TableSnapshot other = identified(table("t", "id int pk #8.1", "role text #8.2", "note text #8.3"), "8");
        assertThat(replacedBy(other).alias("sender", "role").told()).isEqualTo("sender→role DECLARED");
    }
}
