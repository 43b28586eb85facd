package io.selfhealing.agent.heal;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeclaredTest {
    private static final Writes WRITE = Writes.insert("t", "id", "a");

    @Test
    void anAliasOfTheConfigurationIsFollowed() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "x int"))
                        .alias("a", "x")
                        .told())
                .isEqualTo("a→x DECLARED");
    }

    @Test
    void anAliasToAColumnThatIsNotThereSaysNothing() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "x int"))
                        .onceHad("a int")
                        .alias("a", "y")
                        .told())
                .isEqualTo("out a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias: a",
                "Alias:a",
                "aliases: before, a",
                "The first letter (alias: old , A)",
                "was moved; alias: \"a\", b"
            })
    void aCommentMayNameFormerNames(String comment) {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "x int -- " + comment))
                        .told())
                .isEqualTo("a→x DECLARED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "alias a", "alias: ab", "alias: \"A\"", "alias: b. a", "noalias: a", "alias: b"})
    void otherCommentsNameNothing(String comment) {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "x int -- " + comment))
                        .onceHad("a int")
                        .told())
                .isEqualTo("out a");
    }

    @Test
    void theCatalogMayHoldNamesInUpperCase() {
        assertThat(Cases.of(WRITE)
                        .on(table("T", "ID int pk", "X int -- alias: a"))
                        .in(new Dialect(Product.H2, Folding.UPPER))
                        .told())
                .isEqualTo("A→X DECLARED");
    }

    @Test
    void twoDeclarationsThatDisagreeDeclareNothing() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk", "x int -- alias: a", "y int"))
                        .alias("a", "y")
                        .withoutQuarantine()
                        .told())
                .isEqualTo("refused a");
    }

    @Test
    void proofComesBeforeDeclaration() {
        assertThat(Cases.of(WRITE)
                        .on(table("t", "id int pk #1", "x int #2", "y int #3"))
                        .after(table("t", "id int pk #1", "a int #2"))
                        .alias("a", "y")
                        .told())
                .isEqualTo("a→x IDENTITY");
    }
}
