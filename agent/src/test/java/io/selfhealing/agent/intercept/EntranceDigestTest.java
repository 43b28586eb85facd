package io.selfhealing.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EntranceDigestTest {
    private static final String URL = "jdbc:postgresql://db/shop";

    @Test
    void whatDecidesHowNamesAreLookedUpTellsWaysApart() {
        String plain = EntranceDigest.of(URL, Map.of("user", "app"));
        assertThat(EntranceDigest.of(URL, Map.of("user", "app"))).isEqualTo(plain);
        assertThat(EntranceDigest.of(URL + "?currentSchema=other", Map.of("user", "app")))
                .isNotEqualTo(plain);
        assertThat(EntranceDigest.of(URL, Map.of("user", "app", "options", "-c search_path=other")))
                .isNotEqualTo(plain);
        assertThat(EntranceDigest.of(URL, Map.of("user", "other"))).isNotEqualTo(plain);
    }

    @Test
    void secretsDoNotCount() {
        assertThat(EntranceDigest.of(URL, Map.of("user", "app", "password", "one")))
                .isEqualTo(EntranceDigest.of(URL, Map.of("user", "app", "password", "two")));
        assertThat(EntranceDigest.of(URL + "?password=one&x=1", Map.of()))
                .isEqualTo(EntranceDigest.of(URL + "?password=two&x=1", Map.of()));
        assertThat(EntranceDigest.of("jdbc:mysql://app:one@db/shop", Map.of()))
                .isEqualTo(EntranceDigest.of("jdbc:mysql://app:two@db/shop", Map.of()));
    }
}
