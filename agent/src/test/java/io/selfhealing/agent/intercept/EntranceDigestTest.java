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
        Map<Object, Object> both = Map.of("currentSchema", "mine");
        assertThat(EntranceDigest.of(URL + "?currentSchema=one", both))
                .isNotEqualTo(EntranceDigest.of(URL + "?currentSchema=two", both));
    }

    @Test
    void parametersThatADriverPutsAmongThePropertiesAreThoseOfTheUrl() {
        String url = "jdbc:mariadb://db/shop?sslMode=disable";
        Map<Object, Object> before = Map.of("user", "app");
        Map<Object, Object> after = Map.of("user", "app", "sslMode", "disable");
        assertThat(EntranceDigest.deciding(url, after)).isEqualTo(EntranceDigest.deciding(url, before));
        assertThat(EntranceDigest.of(url, after)).isEqualTo(EntranceDigest.of(url, before));
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
