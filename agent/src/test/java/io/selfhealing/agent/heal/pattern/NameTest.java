package io.selfhealing.agent.heal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NameTest {
    @ParameterizedTest
    @CsvSource({
        "createdAt, created at",
        "CREATED_AT, created at",
        "created-at, created at",
        "CreatedAt, created at",
        "htmlText, html text",
        "HTMLText, html text",
        "userID, user id",
        "ssn4Digits, ssn4 digits",
        "totp_2fa_url, totp 2fa url",
        "_name, name",
        "__, ''",
        "größeInCm, größe in cm",
    })
    void aNameIsSplitIntoItsWords(String text, String words) {
        assertThat(String.join(" ", Name.of(text).words())).isEqualTo(words);
    }
}
