package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlausibleTest {
    private static boolean fits(@Nullable Object value, String type) {
        Binding binding = value instanceof String ? Binding.STRING : Binding.TYPED;
        return Plausible.fits(value, binding, type(type), Product.POSTGRESQL);
    }

    @Test
    void aValueFitsAColumnOfItsOwnType() {
        assertThat(fits("x", "text")).isTrue();
        assertThat(fits("x", "varchar(1)")).isTrue();
        assertThat(fits(1, "bigint")).isTrue();
        assertThat(fits(new BigDecimal("1.5"), "numeric")).isTrue();
        assertThat(fits(1.5, "double")).isTrue();
        assertThat(fits(true, "boolean")).isTrue();
        assertThat(fits(new UUID(0, 1), "uuid")).isTrue();
        assertThat(fits(new byte[1], "bytea")).isTrue();
        assertThat(fits(new Timestamp(0), "timestamptz")).isTrue();
        assertThat(fits(LocalDate.EPOCH, "date")).isTrue();
        assertThat(fits(null, "int")).isTrue();
    }

    @Test
    void whatNeedsAConversionOrIsCutDoesNot() {
        assertThat(fits("xy", "varchar(1)")).isFalse();
        assertThat(fits("1", "int")).isFalse();
        assertThat(fits(1, "text")).isFalse();
        assertThat(fits(new BigDecimal("1.5"), "int")).isFalse();
        assertThat(fits(1, "boolean")).isFalse();
        assertThat(fits(true, "int")).isFalse();
        assertThat(fits(new UUID(0, 1), "text")).isFalse();
        assertThat(fits(new byte[1], "text")).isFalse();
        assertThat(fits(new Timestamp(0), "date")).isFalse();
        assertThat(fits(LocalDate.EPOCH, "timestamp")).isFalse();
        assertThat(Plausible.fits("{}", Binding.OTHER_TYPE, type("text"), Product.POSTGRESQL))
                .isFalse();
        assertThat(Plausible.fits("{}", Binding.OTHER_TYPE, type("jsonb"), Product.POSTGRESQL))
                .isTrue();
    }
}
