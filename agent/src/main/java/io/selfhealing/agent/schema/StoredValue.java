package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a column holds, as a text that is the same whichever connection reads it, and whether that can be told of a value before it is
 * written.
 *
 * @param sort of value; texts of two sorts cannot be compared
 * @param text null where the column holds NULL
 */
public record StoredValue(Sort sort, @Nullable String text) {
    /** Of values whose texts can be compared. */
    public enum Sort {
        NUMBER,
        FLOATING,
        TEXT,
        TRUTH,
        UUID,
        DATE,
        LOCAL_MOMENT,
        MOMENT,
        BYTES,
        LABEL
    }

    private static final Pattern DIGITS = Pattern.compile("-?\\d{1,18}");
    private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern ISO_SECONDS = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d");
    private static final Pattern PRECISION = Pattern.compile("\\((\\d)\\)");
    private static final Pattern PADDED = Pattern.compile("(?i)(character|char|nchar|bpchar|binary)\\b(?! varying).*");
    private static final Pattern FOLDED = Pattern.compile("(?i)(citext|varchar_ignorecase).*");

    /** Whether a type fills values up to its length. */
    public static boolean pads(ColumnType type) {
        return PADDED.matcher(type.name()).matches();
    }

    /** Null where values of the type cannot be compared. */
    static @Nullable Sort sort(ColumnType type, Product product) {
        return switch (type.family()) {
            case INTEGER -> Sort.NUMBER;
            case DECIMAL -> type.name().toLowerCase(Locale.ROOT).startsWith("decfloat") ? null : Sort.NUMBER;
            case FLOATING -> type.name().toLowerCase(Locale.ROOT).startsWith("double") ? Sort.FLOATING : null;
            case TEXT -> FOLDED.matcher(type.name()).matches() ? null : Sort.TEXT;
            case BOOLEAN -> Sort.TRUTH;
            case UUID -> Sort.UUID;
            case DATE -> Sort.DATE;
            // MySQL shows its TIMESTAMP by the session's time zone.
            case TIMESTAMP ->
                product.speaksMySql() && type.name().toLowerCase(Locale.ROOT).startsWith("timestamp")
                        ? null
                        : Sort.LOCAL_MOMENT;
            case TIMESTAMP_ZONED -> Sort.MOMENT;
            case BINARY -> pads(type) ? null : Sort.BYTES;
            case ENUM -> Sort.LABEL;
            case TIME, INTERVAL, JSON, ARRAY, OTHER -> null;
        };
    }

    /**
     * What a column will hold after this was bound to it, for certain: nothing is rounded, cut off, padded or folded on the way.
     *
     * @return null where that is not certain
     */
    public static @Nullable StoredValue ofBound(Object value, ColumnType type, Product product) {
        Sort sort = sort(type, product);
        String text = sort == null
                ? null
                : switch (sort) {
                    case NUMBER -> number(value, type);
                    case FLOATING ->
                        value instanceof Double number && Double.isFinite(number) ? number.toString() : null;
                    case TEXT -> value instanceof String string ? text(string, type, product) : null;
                    case TRUTH -> value instanceof Boolean ? value.toString() : null;
                    case UUID -> uuid(value);
                    case DATE -> date(value);
                    case LOCAL_MOMENT -> localMoment(value, type, product);
                    case MOMENT -> moment(value, type, product);
                    case BYTES ->
                        value instanceof byte[] bytes && fits(bytes.length, type)
                                ? Base64.getEncoder().encodeToString(bytes)
                                : null;
                    case LABEL -> value instanceof String label && type.labels().contains(label) ? label : null;
                };
        return sort == null || text == null ? null : new StoredValue(sort, text);
    }

    /** What a column of this type is known to hold after NULL was bound to it; null where the database may put something else there. */
    public static @Nullable StoredValue ofNull(Column column, Product product) {
        Sort sort = column.required() ? null : sort(column.type(), product);
        return sort == null ? null : new StoredValue(sort, null);
    }

    /**
     * What a column of a row holds.
     *
     * @return null where values of its type cannot be compared
     * @throws SQLException as the driver does, also where it does not know how to read the value so
     */
    public static @Nullable StoredValue read(ResultSet row, int index, ColumnType type, Product product)
            throws SQLException {
        Sort sort = sort(type, product);
        return sort == null ? null : new StoredValue(sort, text(row, index, sort));
    }

    private static @Nullable String text(ResultSet row, int index, Sort sort) throws SQLException {
        if (row.getObject(index) == null) {
            return null;
        }
        return switch (sort) {
            case NUMBER -> plain(row.getBigDecimal(index));
            case FLOATING -> Double.toString(row.getDouble(index));
            case TEXT -> withoutPadding(row.getString(index));
            case LABEL -> row.getString(index);
            case TRUTH -> Boolean.toString(row.getBoolean(index));
            case UUID -> row.getString(index).toLowerCase(Locale.ROOT);
            case DATE -> String.valueOf(row.getObject(index, LocalDate.class));
            case LOCAL_MOMENT -> String.valueOf(row.getObject(index, LocalDateTime.class));
            case MOMENT ->
                row.getObject(index, OffsetDateTime.class).toInstant().toString();
            case BYTES -> Base64.getEncoder().encodeToString(row.getBytes(index));
        };
    }

    private static @Nullable String number(Object value, ColumnType type) {
        BigDecimal number = value instanceof String text
                ? DIGITS.matcher(text).matches() ? new BigDecimal(text) : null
                : exact(value);
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        boolean fits = type.family() == TypeFamily.INTEGER
                ? stripped.scale() <= 0 && fitsInteger(stripped.toBigInteger(), type.length())
                : type.length() == 0
                        || (stripped.scale() <= type.scale()
                                && stripped.precision() - stripped.scale() <= type.length() - type.scale());
        return fits ? plain(stripped) : null;
    }

    private static boolean fitsInteger(BigInteger number, int bytes) {
        return number.bitLength() < (bytes <= 0 ? 8 : bytes) * 8;
    }

    private static @Nullable BigDecimal exact(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte
                ? BigDecimal.valueOf(((Number) value).longValue())
                : null;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static @Nullable String text(String text, ColumnType type, Product product) {
        boolean endsInSpace = text.endsWith(" ");
        if (!fits(text.codePointCount(0, text.length()), type)
                || (endsInSpace && (pads(type) || product.speaksMySql()))) {
            return null;
        }
        return withoutPadding(text);
    }

    private static boolean fits(int length, ColumnType type) {
        return type.length() == 0 || length <= type.length();
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static @Nullable String uuid(Object value) {
        try {
            return value instanceof UUID || value instanceof String
                    ? UUID.fromString(value.toString()).toString()
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String date(Object value) {
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate().toString();
        }
        boolean iso = value instanceof String text && ISO_DATE.matcher(text).matches();
        return value instanceof LocalDate || iso ? value.toString() : null;
    }

    @SuppressWarnings("JavaLocalDateTimeGetNano") // the fraction alone is asked for
    private static @Nullable String localMoment(Object value, ColumnType type, Product product) {
        LocalDateTime moment = null;
        if (value instanceof Timestamp timestamp) {
            moment = timestamp.toLocalDateTime();
        } else if (value instanceof LocalDateTime local) {
            moment = local;
        } else if (value instanceof String text && ISO_SECONDS.matcher(text).matches()) {
            return text.replace(' ', 'T');
        }
        return moment != null && isWhole(moment.getNano(), type, product) ? moment.toString() : null;
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the fraction alone is asked for
    private static @Nullable String moment(Object value, ColumnType type, Product product) {
        Instant moment = null;
        if (value instanceof OffsetDateTime offset) {
            moment = offset.toInstant();
        } else if (value instanceof ZonedDateTime zoned) {
            moment = zoned.toInstant();
        } else if (value instanceof Instant instant) {
            moment = instant;
        } else if (value instanceof Timestamp timestamp) {
            moment = timestamp.toInstant();
        }
        return moment != null && isWhole(moment.getNano(), type, product) ? moment.toString() : null;
    }

    /** Whether the type has a place for every digit of the fraction. */
    private static boolean isWhole(int nanos, ColumnType type, Product product) {
        Matcher precision = PRECISION.matcher(type.name());
        int digits = precision.find() ? Integer.parseInt(precision.group(1)) : product.speaksMySql() ? 0 : 6;
        return digits >= 9 || nanos % (int) Math.pow(10, 9 - digits) == 0;
    }
}
