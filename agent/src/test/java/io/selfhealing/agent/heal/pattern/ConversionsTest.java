package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.Rounds;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConversionsTest {
    private static Fit postgres(@Nullable Object value, Binding binding, String type) {
        return new Conversions(null).fit(value, binding, type(type), Product.POSTGRESQL);
    }

    private static void assertConverted(Fit fit, Object value, int sqlType) {
        assertThat(fit)
                .asInstanceOf(InstanceOfAssertFactories.type(Fit.Converted.class))
                .satisfies(converted -> {
                    assertThat(converted.value()).isEqualTo(value);
                    assertThat(converted.sqlType()).isEqualTo(sqlType);
                });
    }

    private static void assertRefused(Fit fit) {
        assertThat(fit).isInstanceOf(Fit.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(Binding.class)
    void nullFitsEverywhere(Binding binding) {
        for (TypeFamily family : TypeFamily.values()) {
            assertThat(new Conversions(null).fit(null, binding, type("int"), Product.POSTGRESQL))
                    .as(family.name())
                    .isEqualTo(Fit.AS_IS);
        }
    }

    @Test
    void whatTheDatabaseIsToFindOutIsLeftToIt() {
        assertThat(postgres("x", Binding.OTHER_TYPE, "int")).isEqualTo(Fit.AS_IS);
        assertThat(postgres(Map.of(), Binding.OTHER_TYPE, "jsonb")).isEqualTo(Fit.AS_IS);
    }

    @Test
    void aValueAtHomeIsKnownToNeedNothing() {
        assertThat(Conversions.atHome("x", TypeFamily.TEXT)).isTrue();
        assertThat(Conversions.atHome(1L, TypeFamily.DECIMAL)).isTrue();
        assertThat(Conversions.atHome("1", TypeFamily.INTEGER)).isFalse();
        assertThat(Conversions.atHome(true, TypeFamily.INTEGER)).isFalse();
        assertThat(Conversions.atHome("{}", TypeFamily.JSON)).isFalse();
        assertThat(Conversions.atHome("x", TypeFamily.BINARY)).isTrue();
        assertThat(postgres("x", Binding.STRING, "bytea")).isEqualTo(Fit.AS_IS);
    }

    @Nested
    final class StringsInColumnsThatTheDatabaseReads {
        @ParameterizedTest
        @CsvSource({
            "10.1.2.3, inet",
            "10.1.2.3/24, inet",
            "fe80::1, inet",
            "2001:db8::/32, cidr",
            "08:00:2b:01:02:03, macaddr",
            "P1DT2H, interval",
            "1 year 2 mons 3 days 04:05:06.5, interval",
            "3 days, interval",
            "01:02:03, interval",
        })
        void areReadByItWhereTheyHaveOneMeaning(String text, String type) {
            assertConverted(postgres(text, Binding.STRING, type), text, Types.OTHER);
        }

        @ParameterizedTest
        @CsvSource({
            "10.1.2, inet",
            "10.1.2.03, inet",
            "localhost, inet",
            "10.1.2.3/33, inet",
            "10.1.2.3, cidr",
            "'', interval",
            "42, interval",
            "1:2, interval",
            "'3 days ', interval",
            "P, interval",
            "01:02:03, interval(0)",
            "42.50, money",
            "$42, money",
            "'1,000', money",
        })
        void areLeftToItsErrorOtherwise(String text, String type) {
            assertThat(postgres(text, Binding.STRING, type)).isEqualTo(Fit.AS_IS);
        }

        @Test
        void areAmountsWhereTheyAreWhole() {
            assertConverted(postgres("42", Binding.STRING, "money"), new BigDecimal("42"), Types.NUMERIC);
            assertConverted(postgres("-7.00", Binding.STRING, "money"), new BigDecimal("-7.00"), Types.NUMERIC);
        }
    }

    @Test
    void yesAndNoAreOneAndZeroInAColumnOfExactNumbers() {
        assertConverted(postgres(true, Binding.PRIMITIVE, "numeric(10,2)"), BigDecimal.ONE, Types.NUMERIC);
        assertConverted(postgres(new BigDecimal("0.00"), Binding.PRIMITIVE, "boolean"), false, Types.BOOLEAN);
        assertRefused(postgres(new BigDecimal("0.50"), Binding.PRIMITIVE, "boolean"));
    }

    @Nested
    final class StringsInNumericColumns {
        @Test
        void becomeNumbersWhereTheyAreOnePlainly() {
            assertConverted(postgres("42", Binding.STRING, "smallint"), 42, Types.SMALLINT);
            assertConverted(postgres("-42", Binding.STRING, "int"), -42, Types.INTEGER);
            assertConverted(postgres("0", Binding.STRING, "bigint"), 0L, Types.BIGINT);
            assertConverted(postgres("9223372036854775807", Binding.STRING, "bigint"), Long.MAX_VALUE, Types.BIGINT);
            assertConverted(postgres("4.20", Binding.STRING, "numeric(10,2)"), new BigDecimal("4.20"), Types.NUMERIC);
            assertConverted(postgres("4.2", Binding.STRING, "double"), 4.2, Types.DOUBLE);
            assertConverted(postgres("4", Binding.STRING, "double"), 4.0, Types.DOUBLE);
            assertConverted(postgres("0.1", Binding.STRING, "real"), 0.1f, Types.REAL);
        }

        @ParameterizedTest
        @CsvSource({
            "042, int",
            "+42, int",
            "' 42', int",
            "'42 ', int",
            "'', int",
            "4.0, int",
            "-0, int",
            "1e5, int",
            "0x1F, int",
            "1_000, int",
            "'1,000', int",
            "NaN, double",
            "Infinity, double",
            "٤٢, int",
            "32768, smallint",
            "2147483648, int",
            "9223372036854775808, bigint",
            "123456789.1, 'numeric(10,2)'",
            "4.201, 'numeric(10,2)'",
            "-0.0, 'numeric(10,2)'",
            "0.10000000000000001, double",
            "4.00, double",
            "16777217, real",
            "abc, numeric",
        })
        void areRefusedWhereTheyWouldNotComeBackAsTheyWere(String text, String type) {
            assertRefused(postgres(text, Binding.STRING, type));
        }

        @Test
        void areH2sOwnBusiness() {
            assertThat(new Conversions(null).fit("42", Binding.STRING, type("int"), Product.H2))
                    .isEqualTo(Fit.AS_IS);
        }

        @Test
        void numbersAreTheDatabasesBusiness() {
            assertThat(postgres(42, Binding.OBJECT, "int")).isEqualTo(Fit.AS_IS);
            assertThat(postgres(42L, Binding.PRIMITIVE, "int")).isEqualTo(Fit.AS_IS);
        }

        @Test
        void everyNumberThatIsWrittenOutComesBack() {
            Random random = new Random(20260101);
            for (int i = 0; i < Rounds.of(10_000); i++) {
                long number = random.nextLong() >> random.nextInt(64);
                assertConverted(postgres(Long.toString(number), Binding.STRING, "bigint"), number, Types.BIGINT);
                BigDecimal decimal = BigDecimal.valueOf(number, random.nextInt(10));
                Fit fit = postgres(decimal.toPlainString(), Binding.STRING, "numeric");
                if (number != 0) {
                    assertConverted(fit, decimal, Types.NUMERIC);
                }
            }
        }
    }

    @Nested
    final class ObjectsInJsonColumns {
        record Point(int x, List<String> tags) {}

        enum Colour {
            RED
        }

        @Test
        void areWrittenAsJson() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("a", 1);
            map.put("b", null);
            map.put("c", List.of("x", true, 2.5, new BigDecimal("10.00")));
            map.put("d", new Point(3, List.of("\"")));
            map.put("e", new int[] {1, 2});
            map.put("f", Colour.RED);
            map.put("g", LocalDate.of(2026, 1, 2));
            map.put("h", new UUID(0, 1));
            assertConverted(
                    postgres(map, Binding.OBJECT, "jsonb"),
                    "{\"a\":1,\"b\":null,\"c\":[\"x\",true,2.5,10.00],\"d\":{\"x\":3,\"tags\":[\"\\\"\"]},"
                            + "\"e\":[1,2],\"f\":\"RED\",\"g\":\"2026-01-02\","
                            + "\"h\":\"00000000-0000-0000-0000-000000000001\"}",
                    Types.OTHER);
            assertConverted(postgres(List.of(), Binding.OBJECT, "jsonb"), "[]", Types.OTHER);
            assertConverted(
                    postgres(new Point(1, List.of()), Binding.OBJECT, "jsonb"), "{\"x\":1,\"tags\":[]}", Types.OTHER);
            assertConverted(postgres(new Object[] {1, "a"}, Binding.OBJECT, "jsonb"), "[1,\"a\"]", Types.OTHER);
        }

        @Test
        void areRefusedWhereTheyHaveNoCertainForm() {
            Map<String, Object> cycle = new HashMap<>();
            cycle.put("self", List.of(cycle, cycle));
            assertRefused(postgres(cycle, Binding.OBJECT, "jsonb"));
            assertRefused(postgres(Map.of("a", Locale.ROOT), Binding.OBJECT, "jsonb"));
            assertRefused(postgres(Map.of("a", new Object()), Binding.OBJECT, "jsonb"));
            assertRefused(postgres(Map.of(1, "a"), Binding.OBJECT, "jsonb"));
            assertRefused(postgres(Map.of("a", Double.NaN), Binding.OBJECT, "jsonb"));
            assertRefused(postgres(Map.of("a", new byte[1]), Binding.OBJECT, "jsonb"));
            assertRefused(postgres(List.of("x".repeat(1 << 20)), Binding.OBJECT, "jsonb"));
            List<Object> deep = List.of();
            for (int i = 0; i < 40; i++) {
                deep = List.of(deep);
            }
            assertRefused(postgres(deep, Binding.OBJECT, "jsonb"));
        }

        @Test
        void areRefusedWhereTheyThrow() {
            List<Object> broken = new ArrayList<>() {
                @Override
                public java.util.Iterator<Object> iterator() {
                    throw new IllegalStateException("not today");
                }
            };
            assertRefused(postgres(broken, Binding.OBJECT, "jsonb"));
        }

        @Test
        void othersAreLeftAlone() {
            assertThat(postgres(new byte[] {1}, Binding.OBJECT, "jsonb")).isEqualTo(Fit.AS_IS);
            assertThat(postgres(new Object(), Binding.OBJECT, "jsonb")).isEqualTo(Fit.AS_IS);
            assertThat(postgres(Map.of(), Binding.OBJECT, "bytea")).isEqualTo(Fit.AS_IS);
        }
    }

    @Nested
    final class StringsInJsonColumns {
        @ParameterizedTest
        @ValueSource(strings = {"{}", "[]", " {\"a\": [1, 2.50, null]} ", "[\"x\"]"})
        void areDocumentsWhereTheyReadAsOne(String text) {
            assertConverted(postgres(text, Binding.STRING, "jsonb"), text, Types.OTHER);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "hello",
                    "42",
                    "true",
                    "null",
                    "\"x\"",
                    "{",
                    "{\"a\":}",
                    "{a:1}",
                    "{'a':1}",
                    "{} {}",
                    "[1,]",
                    "{\"a\":1,\"a\":2}",
                    "[NaN]",
                    "// c\n{}"
                })
        void areRefusedOtherwise(String text) {
            assertRefused(postgres(text, Binding.STRING, "jsonb"));
        }

        @Test
        void areH2sOwnBusiness() {
            assertThat(new Conversions(null).fit("{}", Binding.STRING, type("jsonb"), Product.H2))
                    .isEqualTo(Fit.AS_IS);
        }
    }

    @Nested
    final class Uuids {
        private static final String CANONICAL = "123e4567-e89b-12d3-a456-426614174000";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "123e4567-e89b-12d3-a456-426614174000",
                    "123E4567-E89B-12D3-A456-426614174000",
                    "{123e4567-e89b-12d3-a456-426614174000}",
                    "123e4567e89b12d3a456426614174000",
                    "{123E4567E89B12D3A456426614174000}",
                    "urn:uuid:123e4567-e89b-12d3-a456-426614174000"
                })
        void areReadInTheirUsualSpellings(String text) {
            assertConverted(postgres(text, Binding.STRING, "uuid"), UUID.fromString(CANONICAL), Types.OTHER);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "1-2-3-4-5",
                    "{123e4567-e89b-12d3-a456-426614174000",
                    "123e4567-e89b-12d3-a456-42661417400",
                    "urn:uuid:123e4567e89b12d3a456426614174000",
                    " 123e4567-e89b-12d3-a456-426614174000",
                    "123e4567-e89b-12d3-a456-42661417400g"
                })
        void areNotGuessed(String text) {
            assertRefused(postgres(text, Binding.STRING, "uuid"));
        }

        @Test
        void areWrittenInTextColumnsThatHoldThem() {
            UUID uuid = UUID.fromString(CANONICAL);
            assertConverted(postgres(uuid, Binding.OBJECT, "text"), CANONICAL, Types.VARCHAR);
            assertConverted(postgres(uuid, Binding.OBJECT, "varchar(36)"), CANONICAL, Types.VARCHAR);
            assertRefused(postgres(uuid, Binding.OBJECT, "varchar(35)"));
            assertThat(postgres("x", Binding.STRING, "text")).isEqualTo(Fit.AS_IS);
        }

        @Test
        void onH2OnlyWhatItCannotReadIsConverted() {
            assertThat(new Conversions(null).fit(CANONICAL, Binding.STRING, type("uuid"), Product.H2))
                    .isEqualTo(Fit.AS_IS);
            assertConverted(
                    new Conversions(null).fit("{" + CANONICAL + "}", Binding.STRING, type("uuid"), Product.H2),
                    UUID.fromString(CANONICAL),
                    Types.OTHER);
        }
    }

    @Test
    void noReasonCarriesTheValue() {
        assertThat(((Fit.Refused) postgres("s3cret", Binding.STRING, "int")).reason())
                .doesNotContain("s3cret");
        assertThat(((Fit.Refused) postgres("s3cret", Binding.STRING, "jsonb")).reason())
                .doesNotContain("s3cret");
        assertThat(((Fit.Refused) postgres("s3cret", Binding.STRING, "uuid")).reason())
                .doesNotContain("s3cret");
    }
}
