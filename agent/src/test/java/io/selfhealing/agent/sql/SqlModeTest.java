package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlModeTest {
    private static final String ANSI = "ANSI_QUOTES,STRICT_TRANS_TABLES";
    private static final String PLAIN = "STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "STRICT|update m set a = \"it's \"\"x\"\"\" -- \"c\"|update m set a = 'it''s \"x\"' -- \"c\"",
                "STRICT|update m set a = 'it\\'s' where `b\"` = \"\\\"\"|update m set a = 'it''s' where `b\"` = '\"'",
                "STRICT|update m set a = 'x\\n\\\\'|update m set a = 'x\\n\\\\'",
                ANSI + "|update \"m\" set \"a`b\" = 'x'|update `m` set `a``b` = 'x'",
                PLAIN + "|update m set a = \"c:\\x\"|update m set a = 'c:\\x'",
                PLAIN + "|update m set a = 'c:\\' where b = 'x'|update m set a = 'c:\\' where b = 'x'",
                "STRICT|update m set a = \"x|update m set a = \"x"
            })
    void textsAreSpelledSoThatEveryModeReadsThemAlike(String mode, String sql, String plain) {
        assertThat(SqlMode.of(mode).plain(sql)).isEqualTo(plain);
    }
}
