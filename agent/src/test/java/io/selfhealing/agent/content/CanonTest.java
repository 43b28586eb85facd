package io.selfhealing.agent.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CanonTest {
    private static void same(String some, Form form, String other, Form otherForm) {
        assertThat(Canon.of(some, form)).isEqualTo(Canon.of(other, otherForm));
    }

    private static void differ(String some, String other) {
        assertThat(Canon.of(some, Form.WORDS)).isNotEqualTo(Canon.of(other, Form.WORDS));
    }

    @Test
    void castsWithoutLossKeepTheValue() {
        same("5", Form.NUMBER, "5.00", Form.NUMBER);
        same("0", Form.NUMBER, "-0.0", Form.NUMBER);
        same("1e3", Form.FLOATING, "1000", Form.NUMBER);
        same("42", Form.WORDS, "42", Form.NUMBER);
        same("1", Form.NUMBER, "t", Form.TRUTH);
        same("false", Form.TRUTH, "0", Form.TRUTH);
        same("C0FFEE00-1111-2222-3333-444455556666", Form.WORDS, "c0ffee00-1111-2222-3333-444455556666", Form.WORDS);
        same("{\"b\":1.0,\"a\":[1, {}]}", Form.WORDS, "{\"a\": [1,{}], \"b\": 1}", Form.WORDS);
        same("x   ", Form.WORDS, "x", Form.WORDS);
        same("2026-01-02 03:04:05.100", Form.LOCAL_MOMENT, "2026-01-02T03:04:05.1", Form.WORDS);
        same("2026-01-02", Form.DATE, "2026-01-02 00:00:00", Form.LOCAL_MOMENT);
        same("67c3bc6e", Form.BYTES, "g\u00fcn", Form.WORDS);
        same("3432", Form.BYTES, "42", Form.WORDS);
        same("C0FFEE00111122223333444455556666", Form.BYTES, "c0ffee00-1111-2222-3333-444455556666", Form.WORDS);
        same("2026-01-02 03:04:05+02", Form.ZONED_MOMENT, "2026-01-02 01:04:05+00", Form.ZONED_MOMENT);
    }

    @Test
    void bytesThatAreNoTextAreThemselves() {
        assertThat(Canon.of("FF00", Form.BYTES)).isEqualTo("b:ff00");
        assertThat(Canon.of("0a0d", Form.BYTES)).isEqualTo("b:0a0d");
        assertThat(Canon.of("", Form.BYTES)).isEqualTo("b:");
    }

    @Test
    void whatACastWouldLoseKeepsValuesApart() {
        differ("007", "7");
        differ("+7", "7");
        differ("Ada", "ada");
        differ("true", "t");
        differ("{a,b}", "{b,a}");
        differ("2026-01-02 03:04:05+00", "2026-01-02 03:04:05");
        differ("2026-13-02", "2026-13-2");
        differ("", "0");
    }
}
