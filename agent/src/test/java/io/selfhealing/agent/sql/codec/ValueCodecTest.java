package io.selfhealing.agent.sql.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

class ValueCodecTest {
    private static final ObjectMapper MAPPER = new ObjectMapper(ValueCodec.JSON);

    @SuppressWarnings("JavaUtilDate") // an application may bind one
    static Stream<Object> values() {
        return Stream.of(
                "",
                "it's \"quoted\"\n\t\0 größer \ud83d\ude00",
                "half \ud83d of a pair \udc00",
                "x".repeat(100_000),
                'x',
                '\ud83d',
                true,
                Byte.MIN_VALUE,
                Short.MAX_VALUE,
                42,
                Long.MIN_VALUE,
                new BigInteger("123456789012345678901234567890"),
                new BigDecimal("12.30"),
                new BigDecimal("1E+3"),
                new BigDecimal("0.000"),
                new BigDecimal("-1E-40"),
                0.1f,
                0.1,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                new byte[] {0, -1, 127, -128},
                new byte[0],
                UUID.fromString("00000000-0000-0001-ffff-ffffffffffff"),
                LocalDate.of(-44, 3, 15),
                LocalTime.of(23, 59, 59, 999_999_999),
                LocalTime.MIDNIGHT,
                LocalDateTime.of(2026, 1, 2, 3, 4, 5, 1),
                OffsetTime.parse("10:15:30.000000001+01:30"),
                OffsetDateTime.parse("2026-10-25T02:30:00.123456789-03:00"),
                ZonedDateTime.parse("2026-10-25T02:30:00+01:00[Europe/Berlin]"),
                ZonedDateTime.parse("2026-10-25T02:30:00+02:00[Europe/Berlin]"),
                Instant.parse("2026-01-01T00:00:00.000000001Z"),
                Instant.MAX,
                java.sql.Date.valueOf("2026-02-28"),
                new java.sql.Date(1234567890123L),
                java.sql.Time.valueOf("12:34:56"),
                new java.sql.Time(1234567890123L),
                Timestamp.valueOf("2026-01-01 00:00:00.123456789"),
                Timestamp.valueOf("1500-01-01 00:00:00"),
                new Timestamp(9223372036825200000L),
                new Timestamp(-9223372036832400000L),
                new java.util.Date(1234567890123L),
                new String[] {"a", null, ""},
                new Integer[] {1, null, 3},
                new int[] {1, 2, 3},
                new double[] {0.1, Double.NaN},
                new boolean[] {true, false},
                new char[] {'a'},
                new Object[] {1, "a", null, new BigDecimal("1.0"), new int[] {1}},
                new String[][] {{"a"}, {}, null, {"b", "c"}},
                new byte[][] {{1}, {2, 3}},
                new long[0][2],
                new Timestamp[] {Timestamp.valueOf("2026-01-01 00:00:00.1")});
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("values")
    void aValueComesBackAsItWas(@Nullable Object value) throws Exception {
        Object back = ValueCodec.read(MAPPER.readTree(written(value)));
        assertThat(back).isEqualTo(value);
        if (value != null) {
            assertThat(back).hasSameClassAs(value);
        }
    }

    @Test
    void bothInstantsOfAnHourThatComesTwiceAreToldApart() throws Exception {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try {
            for (String instant : List.of("2026-10-25T00:30:00.000000001Z", "2026-10-25T01:30:00.000000001Z")) {
                Timestamp value = Timestamp.from(Instant.parse(instant));
                assertThat(written(value)).contains("2026-10-25T02:30:00.000000001+0");
                assertThat(ValueCodec.read(MAPPER.readTree(written(value)))).isEqualTo(value);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void theTypeIsWrittenBesideTheValue() throws Exception {
        assertThat(written(new BigDecimal("12.30"))).isEqualTo("{\"type\":\"decimal\",\"value\":\"12.30\"}");
        assertThat(written(null)).isEqualTo("{\"type\":\"null\"}");
        assertThat(written(new int[] {7}))
                .isEqualTo("{\"type\":\"array\",\"of\":\"int!\",\"value\":[{\"type\":\"int\",\"value\":\"7\"}]}");
    }

    @Test
    void whatCannotBeKeptIsRefusedByTheNameOfItsClass() {
        List<Object> values = List.of(
                new ByteArrayInputStream(new byte[1]),
                URI.create("a:b"),
                new Object(),
                new URI[0],
                new Object[] {new Object()},
                new Timestamp(Long.MIN_VALUE) {});
        for (Object value : values) {
            assertThatExceptionOfType(UnkeepableException.class)
                    .isThrownBy(() -> written(value))
                    .withMessageContaining("cannot be kept");
        }
    }

    @Test
    void whatWasNotWrittenHereIsNotAValue() {
        for (String json : List.of("{}", "1", "{\"type\":\"x\",\"value\":\"1\"}", "{\"type\":\"int\",\"value\":1}")) {
            assertThatIllegalArgumentException().isThrownBy(() -> ValueCodec.read(MAPPER.readTree(json)));
        }
    }

    private static String written(@Nullable Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = ValueCodec.JSON.createGenerator(bytes)) {
            ValueCodec.write(json, value);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
