package io.selfhealing.agent.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.ColumnSample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueProfileTest {
    private static final String UUID = "0190f3f2-b7e0-7e5c-8a1b-3c5d7e9fa1b3";

    private static void assertOdd(ValueProfile profile, Object value) {
        assertThat(profile.fit(value)).as("%s", value).isInstanceOf(ValueFit.Odd.class);
    }

    private static void assertNothingSaid(ValueProfile profile, Object value) {
        assertThat(profile.fit(value)).as("%s", value).isEqualTo(ValueFit.UNKNOWN);
    }

    private static void assertUsual(ValueProfile profile, Object value) {
        assertThat(profile.fit(value)).as("%s", value).isInstanceOf(ValueFit.Usual.class);
    }

    @Test
    void fewRowsTellNothing() {
        for (int rows = 0; rows < ValueProfile.FEWEST; rows++) {
            assertThat(Sampled.of("a text", rows, each -> UUID)).isEqualTo(ValueProfile.UNKNOWN);
            assertThat(Sampled.of("a int", rows, BigDecimal::valueOf)).isEqualTo(ValueProfile.UNKNOWN);
            assertThat(Sampled.of("a date", rows, LocalDate::ofEpochDay)).isEqualTo(ValueProfile.UNKNOWN);
        }
        assertOdd(Sampled.of("a text", ValueProfile.FEWEST, each -> UUID), "glad");
    }

    @Test
    void blankTextsAreNotCounted() {
        assertThat(Sampled.of("a text", 100, each -> each < 19 ? UUID : " ")).isEqualTo(ValueProfile.UNKNOWN);
        assertNothingSaid(Sampled.UUIDS, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"boolean", "uuid", "jsonb", "bytea"})
    void typesThatTellThemselvesHaveNoProfile(String type) {
        assertThat(Sampled.of("a " + type, 100, each -> true)).isEqualTo(ValueProfile.UNKNOWN);
    }

    @Test
    void textOfAnotherFormIsOdd() {
        assertOdd(Sampled.UUIDS, "glad");
        assertOdd(Sampled.UUIDS, "42");
        assertOdd(Sampled.NUMBERS_AS_TEXT, "open");
        assertOdd(Sampled.ADDRESSES, "glad");
        assertOdd(Sampled.texts("a", each -> "https://example.org/" + each), "image.png");
        assertOdd(Sampled.texts("a", each -> "{\"n\": " + each + "}"), "glad");
        assertOdd(Sampled.texts("a", each -> LocalDate.ofEpochDay(each).toString()), "yesterday");
        assertNothingSaid(Sampled.UUIDS, UUID.toUpperCase(java.util.Locale.ROOT));
    }

    @Test
    void formThatNoneOfThemHasIsOdd() {
        assertOdd(Sampled.PROSE, UUID);
        assertOdd(Sampled.PROSE, "somebody@example.org");
        assertOdd(Sampled.PROSE, "{\"a\": 1}");
        assertNothingSaid(Sampled.PROSE, "[urgent] what a day");
        assertNothingSaid(Sampled.PROSE, "4711");
    }

    @Test
    void aFewRowsThatAreOtherwiseChangeNothing() {
        ValueProfile mostly =
                Sampled.of("a text", 60, each -> each % 30 == 7 ? "unknown" : "x" + each + "@example.org");

        assertOdd(mostly, "glad");
        assertUsual(mostly, "you@example.org");
    }

    @Test
    void wordThatIsNoneOfTheFewIsOdd() {
        assertOdd(Sampled.MOODS, "open");
        assertUsual(Sampled.MOODS, "bored");
        assertUsual(Sampled.MOODS, "BORED");
        assertNothingSaid(Sampled.texts("a", each -> each % 2 == 0 ? "on" : "off"), "on");
        assertOdd(Sampled.texts("a", each -> each % 2 == 0 ? "on" : "off"), "maybe");
    }

    @Test
    void newWordsAreNoSurpriseWhereSomeWereSeenOnce() {
        assertNothingSaid(Sampled.texts("a", each -> each < 5 ? "word" + each : "glad"), "open");
    }

    @Test
    void oneWordAloneTellsNothing() {
        assertNothingSaid(Sampled.texts("a", each -> "new"), "done");
    }

    @Test
    void namesOfPeopleAreNoVocabulary() {
        assertNothingSaid(Sampled.texts("a", each -> "name" + each % 30), "another");
    }

    @Test
    void textOfAnotherLengthIsOdd() {
        ValueProfile codes = Sampled.texts("a", each -> "A" + (char) ('A' + each % 26) + (char) ('A' + each % 25));

        assertOdd(codes, "DE");
        assertNothingSaid(codes, "XYZ");
        assertOdd(Sampled.texts("a", each -> "word number " + each), "x y ".repeat(60));
        assertNothingSaid(Sampled.texts("a", each -> "word number " + each), "x y ".repeat(20));
        assertOdd(Sampled.texts("a", each -> "many words " + each + " and ".repeat(45)), "word");
        assertNothingSaid(Sampled.texts("a", each -> "many words ".repeat(each + 1)), "x y ".repeat(5_000));
    }

    @Test
    void numberOfAnotherMagnitudeIsOdd() {
        ValueProfile ages = Sampled.of("a int", 60, each -> BigDecimal.valueOf(20 + each));

        assertOdd(ages, 1_790_000_000L);
        assertOdd(ages, -1_790_000_000L);
        assertOdd(ages, BigInteger.TEN.pow(30));
        assertNothingSaid(ages, 150);
        assertNothingSaid(ages, 0);
        assertNothingSaid(ages, "1790000000");
        ValueProfile seconds = Sampled.of("a int", 60, each -> BigDecimal.valueOf(1_790_000_000L + each));
        assertOdd(seconds, 1_790_000_000_000L);
        assertNothingSaid(seconds, 1_800_000_000L);
    }

    @Test
    void numberOtherThanZeroAndOneIsOddAmongFlags() {
        ValueProfile flags = Sampled.of("a int", 60, each -> BigDecimal.valueOf(each % 2));

        assertOdd(flags, 7);
        assertNothingSaid(flags, 1);
        assertNothingSaid(Sampled.of("a int", 60, each -> BigDecimal.ZERO), 7);
    }

    @Test
    void momentDecadesAwayIsOdd() {
        ValueProfile orders =
                Sampled.of("a date", 60, each -> LocalDate.of(2025, 1, 1).plusDays(each));

        assertOdd(orders, LocalDate.of(1971, 5, 1));
        assertOdd(orders, Instant.parse("1971-05-01T00:00:00Z"));
        assertOdd(orders, Timestamp.valueOf("1971-05-01 00:00:00"));
        assertNothingSaid(orders, LocalDateTime.of(2026, 1, 1, 0, 0));
        assertNothingSaid(orders, LocalDate.of(9999, 12, 31));
        assertNothingSaid(orders, "1971-05-01");
    }

    @Test
    void neitherSamplesNorReasonsShowAValue() {
        ColumnSample sample = new ColumnSample(IntStream.range(0, 60)
                .<Object>mapToObj(each -> "seCret" + each % 3)
                .toList());

        assertThat(sample).hasToString("60 values");
        assertThat(List.of(Sampled.MOODS.fit("seCret"), Sampled.UUIDS.fit("seCret"), Sampled.PROSE.fit(UUID)))
                .allSatisfy(fit -> assertThat(((ValueFit.Odd) fit).reason())
                        .contains("role")
                        .doesNotContain("seCret")
                        .doesNotContain("glad")
                        .doesNotContain(UUID));
        assertThat(Sampled.MOODS.toString()).doesNotContain("glad");
    }
}
