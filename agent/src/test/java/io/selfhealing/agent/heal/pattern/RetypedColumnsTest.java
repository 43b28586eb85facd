package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.Rounds;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Truth, labels, moments and lists in columns of PostgreSQL whose type has changed. */
final class RetypedColumnsTest {
    private static final Conversions PLAIN = new Conversions(null);
    private static final Conversions BERLIN = new Conversions(ZoneId.of("Europe/Berlin"));
    private static final ColumnType MODE = new ColumnType(
            "mode", TypeFamily.ENUM, 0, 0, List.of("Open", "Closed", "RequireApplication", "a-b", "A_B"));

    private static @Nullable Object converted(Conversions conversions, Object value, Binding binding, ColumnType type) {
        Fit fit = conversions.fit(value, binding, type, Product.POSTGRESQL);
        return fit instanceof Fit.Converted converted
                ? converted.value()
                : fit instanceof Fit.Refused ? "refused" : null;
    }

    private static @Nullable Object ofString(String text, String type) {
        return converted(PLAIN, text, Binding.STRING, type(type));
    }

    private static ColumnType array(String name) {
        return new ColumnType(name, TypeFamily.ARRAY, 0, 0, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "true, true", "T, true", "yes, true", "Y, true", "on, true", "1, true",
        "false, false", "F, false", "No, false", "n, false", "off, false", "0, false"
    })
    void aSpellingOfTruthIsABoolean(String text, boolean truth) {
        assertThat(ofString(text, "boolean")).isEqualTo(truth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "ja", "tru", " true", "01", "null", "1.0"})
    void anyOtherIsNone(String text) {
        assertThat(ofString(text, "boolean")).isEqualTo("refused");
    }

    @Test
    void zeroAndOneAreABooleanAndBack() {
        ColumnType truth = type("boolean");
        assertThat(converted(PLAIN, 1, Binding.PRIMITIVE, truth)).isEqualTo(true);
        assertThat(converted(PLAIN, 0L, Binding.TYPED, truth)).isEqualTo(false);
        assertThat(converted(PLAIN, BigDecimal.ONE, Binding.OBJECT, truth)).isEqualTo(true);
        assertThat(converted(PLAIN, 2, Binding.PRIMITIVE, truth)).isEqualTo("refused");
        assertThat(converted(PLAIN, -1, Binding.PRIMITIVE, truth)).isEqualTo("refused");
        assertThat(converted(PLAIN, 1.0, Binding.PRIMITIVE, truth)).isEqualTo("refused");
        assertThat(converted(PLAIN, true, Binding.PRIMITIVE, type("int"))).isEqualTo(1);
        assertThat(converted(PLAIN, false, Binding.TYPED, type("bigint"))).isEqualTo(0L);
        assertThat(converted(PLAIN, true, Binding.PRIMITIVE, truth)).isNull();
        assertThat(converted(PLAIN, true, Binding.PRIMITIVE, type("text"))).isNull();
    }

    @Test
    void aLabelInAnotherSpellingIsTheOneThatFits() {
        assertThat(converted(PLAIN, "open", Binding.OTHER_TYPE, MODE)).isEqualTo("Open");
        assertThat(converted(PLAIN, "require_application", Binding.STRING, MODE))
                .isEqualTo("RequireApplication");
        assertThat(converted(PLAIN, "REQUIRE APPLICATION", Binding.STRING, MODE))
                .isEqualTo("RequireApplication");
        assertThat(converted(PLAIN, "Open", Binding.STRING, MODE)).isEqualTo("Open");
        assertThat(converted(PLAIN, "Open", Binding.OTHER_TYPE, MODE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "", "_", "opened", "ope"})
    void aLabelThatFitsTwoOrNoneIsRefused(String text) {
        assertThat(converted(PLAIN, text, Binding.STRING, MODE)).isEqualTo("refused");
    }

    @Test
    void aMomentInIsoSpellingIsRead() {
        assertThat(ofString("2026-02-28", "date")).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(ofString("23:59:59.123456", "time")).isEqualTo(LocalTime.of(23, 59, 59, 123_456_000));
        assertThat(ofString("2026-02-28T10:15", "timestamp")).isEqualTo(LocalDateTime.of(2026, 2, 28, 10, 15));
        assertThat(ofString("2026-02-28 10:15:30", "timestamp")).isEqualTo(LocalDateTime.of(2026, 2, 28, 10, 15, 30));
        assertThat(ofString("2026-02-28T10:15:30Z", "timestamptz"))
                .isEqualTo(OffsetDateTime.parse("2026-02-28T10:15:30Z"));
        assertThat(ofString("2026-02-28T10:15:30+01:30", "timestamptz"))
                .isEqualTo(OffsetDateTime.parse("2026-02-28T10:15:30+01:30"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-29, date",
        "2026-2-1, date",
        "03/04/2026, date",
        "2026-02-28T00:00, date",
        "20260228, date",
        "2026-02-28, timestamp",
        "2026-02-28T10:15:30Z, timestamp",
        "2026-02-28T10:15:30, timestamptz",
        "2026-02-28T25:15:30Z, timestamptz",
        "2026-02-28T10:15:30.1234567, timestamp",
        "2026-02-28T10:15:30+25:00, timestamptz",
        "2026-02-2810:15:30, timestamp",
        "24:00, time",
        "10:15+01:00, time",
        "'', date",
        "now, timestamp",
        "1767225600, timestamp",
    })
    void aMomentThatIsNotWhollyToldOrToldTooMuchIsRefused(String text, String type) {
        assertThat(ofString(text, type)).isEqualTo("refused");
    }

    @Test
    void whatTheColumnRoundsIsRefused() {
        ColumnType seconds = new ColumnType("timestamp(0) without time zone", TypeFamily.TIMESTAMP, 0, 0, List.of());
        assertThat(converted(PLAIN, "2026-02-28T10:15:30.5", Binding.STRING, seconds))
                .isEqualTo("refused");
        assertThat(converted(PLAIN, "2026-02-28T10:15:30", Binding.STRING, seconds))
                .isEqualTo(LocalDateTime.of(2026, 2, 28, 10, 15, 30));
    }

    @Test
    void aNumberIsNoMomentAsLongAsItsUnitIsNotKnown() {
        assertThat(converted(PLAIN, 1_767_225_600L, Binding.PRIMITIVE, type("timestamp")))
                .isEqualTo("refused");
    }

    @Test
    void aZoneIsAddedOrTakenAwayOnlyWhereTheOperatorNamesIt() {
        LocalDateTime local = LocalDateTime.of(2026, 7, 1, 12, 0);
        OffsetDateTime zoned = OffsetDateTime.parse("2026-07-01T12:00+02:00");
        assertThat(converted(PLAIN, local, Binding.TYPED, type("timestamptz"))).isNull();
        assertThat(converted(BERLIN, local, Binding.TYPED, type("timestamptz"))).isEqualTo(zoned);
        assertThat(converted(BERLIN, zoned, Binding.OBJECT, type("timestamp"))).isEqualTo(local);
        assertThat(converted(BERLIN, "2026-07-01T12:00", Binding.STRING, type("timestamptz")))
                .isEqualTo(zoned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-29T02:30", "2026-10-25T02:30"})
    void anHourThatTheZoneHasTwiceOrNeverIsRefused(String local) {
        assertThat(converted(BERLIN, LocalDateTime.parse(local), Binding.TYPED, type("timestamptz")))
                .isEqualTo("refused");
    }

    @Test
    void aListIsAnArrayWhereItsElementsArePlain() {
        assertThat(converted(PLAIN, "[\"a\"]", Binding.STRING, array("character varying(20)[]")))
                .isEqualTo("{\"a\"}");
        assertThat(converted(PLAIN, "[\"a,\\\"\\\\\", \"\"]", Binding.STRING, array("text[]")))
                .isEqualTo("{\"a,\\\"\\\\\",\"\"}");
        assertThat(converted(PLAIN, "[1, -2]", Binding.STRING, array("integer[]")))
                .isEqualTo("{\"1\",\"-2\"}");
        assertThat(converted(PLAIN, List.of("NULL", "x"), Binding.OBJECT, array("text[]")))
                .isEqualTo("{\"NULL\",\"x\"}");
        assertThat(converted(PLAIN, "a,b", Binding.STRING, type("text"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{a}", "{a,b c}", "{\"a,\\\"\\\\\",NULL}", "{\"\",1}"})
    void theDatabasesOwnLiteralOfAnArrayIsGivenAsOne(String literal) {
        assertThat(converted(PLAIN, literal, Binding.STRING, array("text[]"))).isEqualTo(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "a",
                "a,b",
                "red",
                "{a",
                "{a,}",
                "{,a}",
                "{ a}",
                "{\"a}",
                "{\"a\"b}",
                "{{a}}",
                "{a}{b}",
                "{\"a\\\"}",
                "a,",
                "a, b",
                " a",
                "'a','b'",
                "\"a\",b",
                "[1,\"a\"]",
                "[null]",
                "[[1]]",
                "[1",
                "[1] x",
                "[1.5]"
            })
    void aListWithMoreThanOneReadingIsRefused(String text) {
        assertThat(converted(PLAIN, text, Binding.STRING, array("text[]"))).isEqualTo("refused");
    }

    @Test
    void elementsMustBeOfTheArraysType() {
        assertThat(converted(PLAIN, "{a,b}", Binding.STRING, array("integer[]")))
                .isEqualTo("refused");
        assertThat(converted(PLAIN, "{01,2}", Binding.STRING, array("integer[]")))
                .isEqualTo("refused");
        assertThat(converted(PLAIN, "{1,2}", Binding.STRING, array("money[]"))).isEqualTo("refused");
        assertThat(converted(PLAIN, "{1,2}", Binding.STRING, array("bigint[]"))).isEqualTo("{1,2}");
        List<Object> withNull = new ArrayList<>();
        withNull.add(null);
        assertThat(converted(PLAIN, withNull, Binding.OBJECT, array("text[]"))).isEqualTo("refused");
    }

    /** Whatever is given to whatever column: it is converted and can be told from every other value, or it is not converted. */
    @Test
    void everyConversionRoundTripsOrRefuses() {
        Random random = new Random(20261121);
        for (int i = 0; i < Rounds.of(20_000); i++) {
            LocalDateTime moment = LocalDateTime.of(2000 + random.nextInt(60), 1, 1, 0, 0)
                    .plusSeconds(random.nextInt(31_000_000))
                    .plusNanos(random.nextInt(1_000_000) * 1_000L);
            assertThat(ofString(moment.toString(), "timestamp")).isEqualTo(moment);
            Object zoned = converted(BERLIN, moment, Binding.TYPED, type("timestamptz"));
            if (zoned instanceof OffsetDateTime there) {
                assertThat(converted(BERLIN, there, Binding.TYPED, type("timestamp")))
                        .isEqualTo(moment);
            } else {
                assertThat(zoned).isEqualTo("refused");
            }
            String text = random(random);
            Object list = converted(PLAIN, text, Binding.STRING, array("text[]"));
            if (!"refused".equals(list) && !text.startsWith("[")) {
                assertThat(list).isEqualTo(text).asString().startsWith("{").endsWith("}");
            }
            Object number = ofString(text, "int");
            assertThat(number).isIn("refused", number instanceof Integer ? Integer.valueOf(text) : "refused");
        }
    }

    private static String random(Random random) {
        String letters = "ab01-,, \"'{}[]\\.:T";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length() - (random.nextInt(4) == 0 ? 0 : 11))));
        }
        return text.toString();
    }
}
