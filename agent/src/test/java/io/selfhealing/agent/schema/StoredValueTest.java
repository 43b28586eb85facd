package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredValueTest {
    private static final LocalDateTime SECOND = LocalDateTime.of(2026, 3, 5, 10, 20, 30);

    @Test
    void whatEveryDatabaseStoresAsItIsIsCertain() {
        assertThat(text(7, "bigint", TypeFamily.INTEGER, 8, 0)).isEqualTo("7");
        assertThat(text(new BigDecimal("7.00"), "integer", TypeFamily.INTEGER, 4, 0))
                .isEqualTo("7");
        assertThat(text(new BigDecimal("2.50"), "numeric(10,2)", TypeFamily.DECIMAL, 10, 2))
                .isEqualTo("2.5");
        assertThat(text("abc", "character varying(3)", TypeFamily.TEXT, 3, 0)).isEqualTo("abc");
        assertThat(text(SECOND, "timestamp(0)", TypeFamily.TIMESTAMP, 0, 0)).isEqualTo(SECOND.toString());
        assertThat(text(Timestamp.valueOf(SECOND), "timestamp", TypeFamily.TIMESTAMP, 0, 0))
                .isEqualTo(SECOND.toString());
        assertThat(text(LocalDate.of(2026, 3, 5), "date", TypeFamily.DATE, 0, 0))
                .isEqualTo("2026-03-05");
        OffsetDateTime zoned = OffsetDateTime.parse("2026-03-05T10:20:30.123+05:00");
        assertThat(text(zoned, "timestamp(3) with time zone", TypeFamily.TIMESTAMP_ZONED, 0, 0))
                .isEqualTo("2026-03-05T05:20:30.123Z");
    }

    @Test
    void whatIsRoundedCutPaddedOrFoldedIsNot() {
        assertThat(text(new BigDecimal("2.005"), "numeric(10,2)", TypeFamily.DECIMAL, 10, 2))
                .isNull();
        assertThat(text(2.5d, "numeric(10,2)", TypeFamily.DECIMAL, 10, 2)).isNull();
        assertThat(text(2.5d, "integer", TypeFamily.INTEGER, 4, 0)).isNull();
        assertThat(text(3_000_000_000L, "integer", TypeFamily.INTEGER, 4, 0)).isNull();
        assertThat(text(0.1d, "real", TypeFamily.FLOATING, 0, 0)).isNull();
        assertThat(text(SECOND.plusNanos(600_000_000), "timestamp(0)", TypeFamily.TIMESTAMP, 0, 0))
                .isNull();
        assertThat(text("abcd", "character varying(3)", TypeFamily.TEXT, 3, 0)).isNull();
        assertThat(text("ab ", "character(3)", TypeFamily.TEXT, 3, 0)).isNull();
        assertThat(text("Ab", "citext", TypeFamily.TEXT, 0, 0)).isNull();
        assertThat(StoredValue.ofBound(
                        SECOND.plusNanos(1_000),
                        new ColumnType("datetime", TypeFamily.TIMESTAMP, 0, 0, List.of()),
                        Product.MARIADB))
                .isNull();
        assertThat(StoredValue.ofBound(
                        "ab ", new ColumnType("varchar(9)", TypeFamily.TEXT, 9, 0, List.of()), Product.MARIADB))
                .isNull();
    }

    private static @Nullable String text(Object value, String name, TypeFamily family, int length, int scale) {
        StoredValue stored =
                StoredValue.ofBound(value, new ColumnType(name, family, length, scale, List.of()), Product.POSTGRESQL);
        return stored == null ? null : stored.text();
    }
}
