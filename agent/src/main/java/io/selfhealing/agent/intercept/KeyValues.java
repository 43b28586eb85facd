package io.selfhealing.agent.intercept;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@code getObject(column, type)} makes of a value that is kept, which the JDK's own row set refuses. */
final class KeyValues {
    private KeyValues() {}

    static @Nullable Object as(Class<?> type, @Nullable Object value) throws SQLException {
        if (value == null || type.isInstance(value)) {
            return value;
        }
        Object other = value instanceof Number number ? number(type, number) : moment(type, value);
        if (other == null && type == UUID.class && value instanceof String text) {
            other = UUID.fromString(text);
        }
        if (other == null) {
            throw new SQLFeatureNotSupportedException(
                    "a generated key of " + value.getClass().getName() + " as " + type.getName());
        }
        return other;
    }

    private static @Nullable Object number(Class<?> type, Number number) {
        BigDecimal exact = new BigDecimal(number.toString());
        if (type == Long.class) {
            return exact.longValueExact();
        }
        if (type == Integer.class) {
            return exact.intValueExact();
        }
        if (type == Short.class) {
            return exact.shortValueExact();
        }
        if (type == BigDecimal.class) {
            return exact;
        }
        return type == BigInteger.class ? exact.toBigIntegerExact() : null;
    }

    private static @Nullable Object moment(Class<?> type, Object value) {
        if (value instanceof Timestamp moment) {
            return type == LocalDateTime.class
                    ? moment.toLocalDateTime()
                    : type == OffsetDateTime.class ? moment.toInstant().atOffset(ZoneOffset.UTC) : null;
        }
        if (value instanceof Date date) {
            return type == LocalDate.class ? date.toLocalDate() : null;
        }
        return value instanceof Time time && type == LocalTime.class ? time.toLocalTime() : null;
    }
}
