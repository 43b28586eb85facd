package io.selfhealing.agent.quarantine.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a column holds a value: exactly, but for the fraction of a second that the column's type has no place for, which every
 * write to it loses.
 */
final class Comparison {
    private static final Pattern PRECISION = Pattern.compile("\\((\\d)\\)");
    private static final Pattern PADDED = Pattern.compile("(?i)(character|char|nchar|bpchar)\\b(?! varying).*");

    private final ColumnType type;
    private final Product product;

    Comparison(ColumnType type, Product product) {
        this.type = type;
        this.product = product;
    }

    /** Whether the first column of the row, which is not null, is the value. */
    boolean holds(Object value, ResultSet row) throws SQLException {
        if (value instanceof byte[] bytes) {
            return Arrays.equals(bytes, row.getBytes(1));
        }
        if (value instanceof String text) {
            return sameText(text, row.getString(1));
        }
        if (value instanceof Number number) {
            return sameNumber(number, row);
        }
        if (value instanceof Boolean truth) {
            return truth == row.getBoolean(1);
        }
        if (value instanceof UUID id) {
            return id.toString().equalsIgnoreCase(row.getString(1));
        }
        if (value instanceof Timestamp moment) {
            Timestamp now = row.getTimestamp(1);
            return now != null && near(now.toInstant(), moment.toInstant());
        }
        if (value instanceof java.sql.Date || value instanceof java.sql.Time) {
            return value.toString().equals(String.valueOf(row.getObject(1, value.getClass())));
        }
        if (value instanceof Temporal moment) {
            return sameMoment(moment, row);
        }
        if (value.getClass().isArray()) {
            java.sql.Array now = row.getArray(1);
            return now != null && sameElements(value, now.getArray());
        }
        return value.equals(row.getObject(1));
    }

    private boolean sameText(String text, @Nullable String now) {
        if (text.equals(now)) {
            return true;
        }
        if (now == null) {
            return false;
        }
        if (type.family() == TypeFamily.JSON) {
            return sameJson(text, now);
        }
        return type.family() == TypeFamily.TEXT
                && PADDED.matcher(type.name()).matches()
                && withoutPadding(text).equals(withoutPadding(now));
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean sameJson(String text, String now) {
        try {
            ObjectMapper mapper = new ObjectMapper();
            return mapper.readTree(text).equals(mapper.readTree(now));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private boolean sameNumber(Number number, ResultSet row) throws SQLException {
        if (type.family() == TypeFamily.FLOATING || isEndless(number)) {
            double now = row.getDouble(1);
            return number instanceof Float
                    ? Float.compare((float) now, number.floatValue()) == 0
                    : Double.compare(now, number.doubleValue()) == 0;
        }
        if (type.family() == TypeFamily.TEXT) {
            return number.toString().equals(row.getString(1));
        }
        BigDecimal now = row.getBigDecimal(1);
        return now != null && now.compareTo(new BigDecimal(number.toString())) == 0;
    }

    private static boolean isEndless(Number number) {
        return (number instanceof Double || number instanceof Float) && !Double.isFinite(number.doubleValue());
    }

    private boolean sameMoment(Temporal moment, ResultSet row) throws SQLException {
        if (moment instanceof LocalDate) {
            return moment.equals(row.getObject(1, LocalDate.class));
        }
        if (moment instanceof LocalTime time) {
            LocalTime now = row.getObject(1, LocalTime.class);
            return now != null && near(Duration.between(time, now));
        }
        if (moment instanceof LocalDateTime time) {
            LocalDateTime now = row.getObject(1, LocalDateTime.class);
            return now != null && near(Duration.between(time, now));
        }
        if (moment instanceof OffsetTime time) {
            OffsetTime now = row.getObject(1, OffsetTime.class);
            return now != null && near(Duration.between(time, now));
        }
        OffsetDateTime now = row.getObject(1, OffsetDateTime.class);
        Instant then = instant(moment);
        return now != null && then != null && near(then, now.toInstant());
    }

    private static @Nullable Instant instant(Temporal moment) {
        if (moment instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (moment instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        return moment instanceof Instant instant ? instant : null;
    }

    private boolean near(Instant some, Instant other) {
        return near(Duration.between(some, other));
    }

    private boolean near(Duration difference) {
        return difference.abs().compareTo(unit()) < 0;
    }

    /** The smallest difference that the type tells apart. */
    private Duration unit() {
        Matcher precision = PRECISION.matcher(type.name());
        int digits = precision.find() ? Integer.parseInt(precision.group(1)) : product.speaksMySql() ? 0 : 6;
        return Duration.ofNanos((long) Math.pow(10, Math.max(0, 9 - digits)));
    }

    private static boolean sameElements(Object value, Object now) {
        int length = Array.getLength(value);
        if (!now.getClass().isArray() || Array.getLength(now) != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            Object one = Array.get(value, i);
            Object other = Array.get(now, i);
            boolean nested = one != null && other != null && one.getClass().isArray();
            boolean same = nested ? sameElements(one, other) : Objects.equals(one, other);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** A text that is the same for equal values, whichever of Java's types holds them. */
    static String canonical(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof Number number) {
            try {
                return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            } catch (NumberFormatException e) {
                return number.toString();
            }
        }
        return value.toString();
    }
}
