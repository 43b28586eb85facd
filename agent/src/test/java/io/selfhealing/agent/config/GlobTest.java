package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlobTest {
    @Test
    void aStarStopsAtADotUnlessItStandsAlone() {
        assertThat(new Glob("a*").matches("ABC")).isTrue();
        assertThat(new Glob("a*").matches("a.c")).isFalse();
        assertThat(new Glob("*").matches("a.c")).isTrue();
    }

    @Test
    void whatMeansSomethingInARegularExpressionIsItself() {
        assertThat(new Glob("a+[b]").matches("a+[b]")).isTrue();
        assertThat(new Glob("a.c").matches("abc")).isFalse();
        assertThat(new Glob("a?c").matches("abc")).isTrue();
        assertThat(new Glob("a?c").matches("a.c")).isFalse();
    }
}
