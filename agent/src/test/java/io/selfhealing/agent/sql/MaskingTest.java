package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            INSERT INTO m(a, "b") VALUES ('se''cret', -42, E'x\\'y', $$z$$, ?) => INSERT INTO m(a, "b") VALUES (?, -?, ?, ?, ?)
            UPDATE m /* secret */ SET a = 1.5 -- secret => UPDATE m SET a = ?
            UPDATE m SET a = 'unterminated secret => UPDATE m SET a = ?
            UPDATE m SET a = $x$secret => UPDATE m SET a = ?
            UPDATE m SET a1 = b2 + 3 => UPDATE m SET a1 = b2 + ?
            """)
    void literalsAndCommentsAreGone(String sql, String masked) {
        assertThat(Masking.mask(sql, Product.POSTGRESQL)).isEqualTo(masked);
    }

    @Test
    void oneLine() {
        assertThat(Masking.mask("\n UPDATE m\n\tSET a = 1 ", Product.POSTGRESQL))
                .isEqualTo("UPDATE m SET a = ?");
    }

    @Test
    void lengthIsBounded() {
        assertThat(Masking.mask("SELECT " + "a, ".repeat(100_000), Product.POSTGRESQL))
                .hasSize(2_000)
                .endsWith("…");
        assertThat(Masking.mask("a".repeat(1_000_000), Product.POSTGRESQL)).hasSize(2_000);
        assertThat(Masking.mask("a".repeat(2_000), Product.POSTGRESQL))
                .hasSize(2_000)
                .doesNotContain("…");
    }
}
