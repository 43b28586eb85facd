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
        "ÄnderungsDatum, änderungs datum",
    })
    void aNameIsSplitIntoItsWords(String text, String words) {
        assertThat(String.join(" ", Name.of(text).words())).isEqualTo(words);
    }

    /** A Cyrillic е, an accent beside its letter, signs for kelvin and ångström, signs that nobody sees. */
    @ParameterizedTest
    @CsvSource({
        "sender, s\u0435nder",
        "cafe, cafe\u0301",
        "caf\u00e9, cafe\u0301",
        "token, to\u212aen",
        "\u00e5ngstrom, \u212bngstrom",
        "id, \u0130d",
        "subject, sub\u200bject",
        "name, n\u00adame",
        "start_end, start\u2013end",
    })
    void whatOnlyLooksAlikeIsAnotherName(String name, String lookAlike) {
        assertThat(Name.of(lookAlike).joined()).isNotEqualTo(Name.of(name).joined());
    }
}
