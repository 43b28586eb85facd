package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value may go to a column that has been guessed: it must be of the column's type as it is. Where it needs a
 * conversion, or is cut or rounded, the guess was wrong. Only a veto: a value that fits proves nothing.
 */
public final class Plausible {
    private Plausible() {}

    /** Whether nothing speaks against it; NULL fits everywhere. */
    public static boolean fits(@Nullable Object value, Binding binding, ColumnType type, Product product) {
        if (value == null) {
            return true;
        }
        if (value instanceof String text) {
            return text(text, binding, type);
        }
        TypeFamily family = type.family();
        if (value instanceof Boolean) {
            return family == TypeFamily.BOOLEAN || type.name().equals("tinyint(1)") || isBit(type, product);
        }
        if (value instanceof Number number) {
            return number(number, family);
        }
        if (value instanceof byte[]) {
            return family == TypeFamily.BINARY;
        }
        return value instanceof UUID ? family == TypeFamily.UUID : moment(value, family);
    }

    private static boolean isBit(ColumnType type, Product product) {
        return product != Product.POSTGRESQL && type.name().startsWith("bit");
    }

    private static boolean text(String text, Binding binding, ColumnType type) {
        if (binding == Binding.OTHER_TYPE) {
            // A string whose type the database is to find out is of no text type: an enumeration, a document, an
            // address.
            return type.family() == TypeFamily.ENUM
                    ? type.labels().contains(text)
                    : type.family() != TypeFamily.TEXT && type.family() != TypeFamily.BOOLEAN;
        }
        return switch (type.family()) {
            case TEXT -> type.length() == 0 || text.length() <= type.length();
            case ENUM -> type.labels().contains(text);
            default -> false;
        };
    }

    private static boolean number(Number number, TypeFamily family) {
        boolean whole = number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger
                || (number instanceof BigDecimal decimal && decimal.signum() == 0)
                || (number instanceof BigDecimal decimal
                        && decimal.stripTrailingZeros().scale() <= 0);
        return switch (family) {
            case INTEGER -> whole;
            case DECIMAL -> whole || number instanceof BigDecimal;
            case FLOATING -> number instanceof Double || number instanceof Float;
            default -> false;
        };
    }

    private static boolean moment(Object value, TypeFamily family) {
        boolean point = family == TypeFamily.TIMESTAMP || family == TypeFamily.TIMESTAMP_ZONED;
        if (value instanceof Timestamp
                || value instanceof LocalDateTime
                || value instanceof OffsetDateTime
                || value instanceof ZonedDateTime
                || value instanceof Instant) {
            return point;
        }
        if (value instanceof Time || value instanceof LocalTime) {
            return family == TypeFamily.TIME;
        }
        if (value instanceof LocalDate || value instanceof java.sql.Date) {
            return family == TypeFamily.DATE;
        }
        if (value instanceof Date) {
            return point || family == TypeFamily.DATE;
        }
        return switch (family) {
            case JSON, ARRAY, ENUM, INTERVAL, OTHER -> true;
            default -> false;
        };
    }
}
