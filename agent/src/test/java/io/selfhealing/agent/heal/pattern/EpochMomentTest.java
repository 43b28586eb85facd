package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.ColumnSample;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which unit a count is in, only what is in the column can tell. */
final class EpochMomentTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    private static Fit fit(Object value, String type, @Nullable ZoneId zone, List<Object> sample) {
        return new Conversions(zone)
                .fit(value, Binding.PRIMITIVE, type(type), Product.POSTGRESQL, () -> new ColumnSample(sample));
    }

    private static List<Object> moments(Instant first) {
        return IntStream.range(0, 10)
                .<Object>mapToObj(each -> first.plusSeconds(86_400L * each))
                .toList();
    }

    private static List<Object> counts(long first, long step) {
        return IntStream.range(0, 10)
                .<Object>mapToObj(each -> BigDecimal.valueOf(first + step * each))
                .toList();
    }

    private static Object converted(Fit fit) {
        assertThat(fit).isInstanceOf(Fit.Converted.class);
        return ((Fit.Converted) fit).value();
    }

    private static void assertRefused(Fit fit) {
        assertThat(fit).isInstanceOf(Fit.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"1782907200", "1782907200000", "1782907200000000"})
    void countInAnyUnitIsTheMomentThatTheOthersAreNear(long count) {
        assertThat(converted(fit(count, "timestamptz", null, moments(NOW.minusSeconds(10_000_000)))))
                .isEqualTo(NOW.atOffset(ZoneOffset.UTC));
    }

    @Test
    void intIsACountOfSeconds() {
        assertThat(converted(fit(1_782_907_200, "timestamptz", null, moments(NOW))))
                .isEqualTo(NOW.atOffset(ZoneOffset.UTC));
    }

    @Test
    void withoutEnoughValuesNothingIsSettled() {
        assertRefused(fit(1_782_907_200L, "timestamptz", null, List.of()));
        assertRefused(fit(1_782_907_200L, "timestamptz", null, moments(NOW).subList(0, 4)));
        assertThat(converted(
                        fit(1_782_907_200L, "timestamptz", null, moments(NOW).subList(0, 5))))
                .isNotNull();
        assertRefused(fit(OffsetDateTime.now(ZoneOffset.UTC), "bigint", null, List.of()));
    }

    @Test
    void momentsNearTheEpochLeaveTheUnitOpen() {
        Instant early = Instant.parse("1975-01-01T00:00:00Z");

        assertRefused(fit(160_000_000L, "timestamptz", null, moments(early)));
        assertRefused(fit(1_782_907_200L, "timestamptz", null, moments(Instant.parse("1995-01-01T00:00:00Z"))));
        assertRefused(fit(4_711L, "timestamptz", null, moments(NOW)));
    }

    @Test
    void columnWithoutAZoneNeedsOne() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        List<Object> locals = IntStream.range(0, 10)
                .<Object>mapToObj(each -> LocalDateTime.of(2026, 1, 1 + each, 0, 0))
                .toList();

        assertRefused(fit(1_782_907_200L, "timestamp", null, locals));
        assertThat(converted(fit(1_782_907_200L, "timestamp", berlin, locals)))
                .isEqualTo(LocalDateTime.of(2026, 7, 1, 14, 0));
        long twice = Instant.parse("2026-10-25T00:30:00Z").getEpochSecond();
        assertRefused(fit(twice, "timestamp", berlin, locals));
    }

    @Test
    void fractionThatTheColumnDoesNotKeepIsRefused() {
        ColumnType seconds = new ColumnType("timestamp(0) with time zone", TypeFamily.TIMESTAMP_ZONED, 0, 0, List.of());
        Conversions conversions = new Conversions(null);
        assertRefused(conversions.fit(
                1_782_907_200_123L,
                Binding.PRIMITIVE,
                seconds,
                Product.POSTGRESQL,
                () -> new ColumnSample(moments(NOW))));
        assertThat(converted(fit(1_782_907_200_123L, "timestamptz", null, moments(NOW))))
                .isEqualTo(NOW.plusMillis(123).atOffset(ZoneOffset.UTC));
    }

    @Test
    void momentBecomesTheCountThatTheOthersAre() {
        OffsetDateTime moment = NOW.atOffset(ZoneOffset.ofHours(2));

        assertThat(converted(fit(moment, "bigint", null, counts(1_780_000_000L, 60))))
                .isEqualTo(1_782_907_200L);
        assertThat(converted(fit(moment, "bigint", null, counts(1_780_000_000_000L, 60_000))))
                .isEqualTo(1_782_907_200_000L);
        assertThat(converted(fit(NOW, "bigint", null, counts(1_780_000_000_000_000L, 60_000_000))))
                .isEqualTo(1_782_907_200_000_000L);
        assertThat(converted(fit(moment, "int", null, counts(1_780_000_000L, 60))))
                .isEqualTo(1_782_907_200L);
        assertRefused(fit(moment, "bigint", null, counts(1, 1)));
        assertRefused(fit(moment, "bigint", null, counts(Long.MAX_VALUE - 100, 1)));
    }

    @Test
    void momentFinerThanTheUnitIsRefused() {
        assertRefused(fit(NOW.plusMillis(1), "bigint", null, counts(1_780_000_000L, 60)));
        assertRefused(fit(NOW.plusNanos(1_000), "bigint", null, counts(1_780_000_000_000L, 60_000)));
        assertRefused(fit(Instant.parse("2040-01-01T00:00:00Z"), "int", null, counts(2_000_000_000L, 60)));
    }

    @Test
    void momentWithoutAZoneIsACountOnlyWhereTheZoneIsKnown() {
        LocalDateTime local = LocalDateTime.of(2026, 7, 1, 12, 0);

        assertRefused(fit(local, "bigint", null, counts(1_780_000_000L, 60)));
        assertThat(converted(fit(local, "bigint", ZoneOffset.UTC, counts(1_780_000_000L, 60))))
                .isEqualTo(1_782_907_200L);
        assertRefused(fit(Timestamp.from(NOW), "bigint", null, counts(1_780_000_000L, 60)));
        assertThat(converted(fit(Timestamp.from(NOW), "bigint", ZoneId.systemDefault(), counts(1_780_000_000L, 60))))
                .isEqualTo(1_782_907_200L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MARIADB", "MYSQL"})
    void whereANumberMayBeADateAlreadyNothingIsConverted(Product product) {
        assertThat(new Conversions(null)
                        .fit(
                                1_782_907_200L,
                                Binding.PRIMITIVE,
                                type("timestamptz"),
                                product,
                                () -> new ColumnSample(moments(NOW))))
                .isEqualTo(Fit.AS_IS);
    }

    @Test
    void whateverIsConvertedComesBackTheSame() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long count = random.nextLong() >> random.nextInt(64);
            if (fit(count, "timestamptz", null, moments(NOW)) instanceof Fit.Converted there) {
                long unit = Math.abs(count) > 1_000_000_000_000_000L
                        ? 1_000_000
                        : Math.abs(count) > 1_000_000_000_000L ? 1_000 : 1;
                Fit back = fit(there.value(), "bigint", null, counts(1_780_000_000L * unit, unit));
                assertThat(converted(back)).as("%d", count).isEqualTo(count);
            }
        }
    }
}
