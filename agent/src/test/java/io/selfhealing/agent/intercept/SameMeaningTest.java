package io.selfhealing.agent.intercept;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.spool.Meaning;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SameMeaningTest {
    private static final Content OTHERS = new Content.Different(false, "2 hold another value");
    private static final Content HARDLY = new Content.Unlike("2 hold another value");
    private static final Content SAME = new Content.Same("12 rows agree");
    private static final Content FEW = new Content.Agreeing(false, "5 rows agree");

    private static Column column(String name, String column) {
        return Objects.requireNonNull(table("t", column).column(name));
    }

    private static SameMeaning meaning(String before, String living, boolean known) {
        Column was = column(before.split(" ", 2)[0], before);
        Column is = column(living.split(" ", 2)[0], living);
        return new SameMeaning(was.name(), new Meaning.Column("1", was.type().name()), known ? was : null, is);
    }

    private static @Nullable String objection(String before, String living, Content content) {
        return meaning(before, living, true).objection(content, false);
    }

    @Test
    void whatIsAsItWasIsNotInQuestion() {
        assertThat(meaning("a int", "a int", true).isInQuestion()).isFalse();
        assertThat(meaning("a int", "a int", false).isInQuestion()).isFalse();
        assertThat(meaning("a int", "b int", true).isInQuestion()).isTrue();
        assertThat(meaning("a int", "a bigint", false).isInQuestion()).isTrue();
    }

    @Test
    void anotherKindOfTypeWantsTheConsentOfTheRows() {
        assertThat(objection("a int", "a boolean", SAME)).isNull();
        assertThat(objection("a int", "a boolean", FEW)).isNull();
        assertThat(objection("a int", "a boolean", OTHERS)).contains("column a changed with its type", "2 hold");
        assertThat(objection("a int", "a boolean", HARDLY)).contains("column a changed with its type");
        assertThat(objection("a int", "a boolean", Content.SILENT)).contains("no rows bear out", "column a");
    }

    @Test
    void aTypeOfTheSameKindDoesWithoutUnlessTheyObject() {
        assertThat(objection("a int", "a bigint", Content.SILENT)).isNull();
        assertThat(objection("a int", "a bigint", OTHERS)).contains("changed with its type");
        assertThat(meaning("a int", "a bigint", false).objection(Content.SILENT, false))
                .as("nobody knows any more what kind it was")
                .contains("no rows bear out");
    }

    @Test
    void anotherNameStandsUnlessTheyObjectAndNobodyHasSaidSo() {
        assertThat(objection("a int", "b int", Content.SILENT)).isNull();
        assertThat(objection("a int", "b int", HARDLY)).isNull();
        assertThat(objection("a int", "b int", OTHERS)).contains("is called b now", "2 hold");
        assertThat(meaning("a int", "b int", true).objection(OTHERS, true)).isNull();
    }
}
