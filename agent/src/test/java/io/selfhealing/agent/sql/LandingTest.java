package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO m (a, b) VALUES (1, 2)|OWN",
                "INSERT INTO m (a, b) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM m WHERE a = ?)|OWN_OR_NONE",
                "INSERT INTO m (a, b) SELECT a, b FROM n|UNKNOWN",
                "INSERT INTO m (a, b) VALUES (1, 2) ON CONFLICT DO NOTHING|OWN_OR_NONE",
                "INSERT INTO m (a, b) VALUES (1, 2) ON CONFLICT (a) DO NOTHING|OWN_OR_NONE",
                "INSERT INTO m (a, b) VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET b = excluded.b|OWN_OR_SAME",
                "INSERT INTO m (a, b) VALUES (1, 2) ON CONFLICT (a) WHERE b > 1 DO UPDATE SET b = excluded.b|UNKNOWN",
                "INSERT INTO m (a, b) VALUES (1, 2) ON CONFLICT (lower(a)) DO UPDATE SET b = excluded.b|UNKNOWN",
                "INSERT INTO m (a, b) VALUES (1, 2) ON CONFLICT ON CONSTRAINT k DO UPDATE SET b = excluded.b|UNKNOWN"
            })
    void theRowIsThatWhichTheTextSays(String sql, Landing.Kind kind) {
        ParsedWrite write = Objects.requireNonNull(WriteParser.parse(sql, Sql.POSTGRES));
        assertThat(write.landing().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT IGNORE INTO m (a, b) VALUES (1, 2)|UNKNOWN",
                "REPLACE INTO m (a, b) VALUES (1, 2)|UNKNOWN",
                "INSERT INTO m (a, b) VALUES (1, 2) ON DUPLICATE KEY UPDATE b = 2|UNKNOWN",
                "INSERT INTO m (a, b) VALUES (1, 'duplicate')|OWN"
            })
    void mySqlsOwnForms(String sql, Landing.Kind kind) {
        ParsedWrite write = Objects.requireNonNull(WriteParser.parse(sql, Sql.MARIADB));
        assertThat(write.landing().kind()).isEqualTo(kind);
    }
}
