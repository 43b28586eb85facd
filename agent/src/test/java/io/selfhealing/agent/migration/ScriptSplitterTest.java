package io.selfhealing.agent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Product;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScriptSplitterTest {
    private static List<String> split(String text, Product product) {
        return ScriptSplitter.split(text, product).stream()
                .map(statement -> statement.line() + " " + statement.sql())
                .toList();
    }

    @Test
    void semicolonInAStringNameBodyOrCommentEndsNothing() {
        assertThat(split("a ';''' \";\" $x$ ; $$ ; $x$ E'\\';' -- ;\n; /* ; /* ; */ ; */\n\nb", Product.POSTGRESQL))
                .containsExactly("1 a ';''' \";\" $x$ ; $$ ; $x$ E'\\';'", "4 b");
        assertThat(split("a '\\';' `;` # ;\n; b", Product.MYSQL)).containsExactly("1 a '\\';' `;`", "2 b");
    }

    @Test
    void nothingThatIsThrownAtItMakesItFail() {
        String[] pieces = {
            "'",
            "\"",
            "`",
            "$$",
            "$a$",
            "--",
            "/*",
            "*/",
            ";",
            "\n",
            "DELIMITER ",
            "\\.",
            "COPY x FROM stdin",
            "E'",
            "\\",
            "é",
            "a "
        };
        for (long seed = 0; seed < 3_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            Product product = random.nextBoolean() ? Product.MYSQL : Product.POSTGRESQL;
            assertThat(ScriptSplitter.split(text.toString(), product))
                    .as("seed %d", seed)
                    .allSatisfy(statement -> assertThat(statement.sql()).isNotBlank());
        }
    }
}
