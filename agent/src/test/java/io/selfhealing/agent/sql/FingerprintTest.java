package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    private static final String SQL = "INSERT INTO m (a, b) VALUES ('x', 1)";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO m(a,b)VALUES('y',2)",
                "\nINSERT  INTO m /* c */ (a, b) -- d\n VALUES ('it''s', 3.5e7)",
                "INSERT INTO m (a, b) VALUES ($$z$$, 0)"
            })
    void literalsSpaceAndCommentsDoNotMatter(String same) {
        assertThat(Fingerprint.of(same)).isEqualTo(Fingerprint.of(SQL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO m (a, b) VALUES (?, 1)",
                "INSERT INTO m (a, b) VALUES (1, 'x')",
                "INSERT INTO m (a, c) VALUES ('x', 1)",
                "INSERT INTO m (ab) VALUES ('x', 1)",
                "INSERT INTO m (\"a\", b) VALUES ('x', 1)",
                "INSERT INTO m (a, b) VALUES ('x', 1), ('x', 1)",
                "INSERT INTO m (a, b) VALUES ('x', -1)"
            })
    void everythingElseDoes(String other) {
        assertThat(Fingerprint.of(other)).isNotEqualTo(Fingerprint.of(SQL));
    }

    @Test
    void similarTextsDoNotCollide() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            seen.add(Fingerprint.of("UPDATE t" + i + " SET a = 1"));
        }
        assertThat(seen).hasSize(100_000);
    }
}
