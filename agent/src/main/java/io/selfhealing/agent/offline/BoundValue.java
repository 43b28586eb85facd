package io.selfhealing.agent.offline;

import com.fasterxml.jackson.core.JsonGenerator;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.sql.Deferral;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.codec.UnkeepableException;
import io.selfhealing.agent.sql.codec.ValueCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * What the application bound, however it did.
 *
 * @param sqlType null where the setter named none
 * @param typeName null where the setter named none
 * @param calendar in whose time zone the value is meant; null for the JVM's
 */
public record BoundValue(
        @Nullable Object value,
        @Nullable Integer sqlType,
        @Nullable String typeName,
        @Nullable Calendar calendar) {
    private static final String PG_OBJECT = "org.postgresql.util.PGobject";

    /** One whose class tells its type. */
    public static BoundValue of(@Nullable Object value) {
        return new BoundValue(value, null, null, null);
    }

    /**
     * As it is kept.
     *
     * @param family of the column into which it goes; null where that is not known
     * @throws NotKeptException where it would not come back as it is, or is too large
     */
    Parameter kept(@Nullable TypeFamily family, Product product, long maxBytes) throws NotKeptException {
        if (value == null) {
            return new Parameter(null, sqlType, typeName);
        }
        Class<?> object = pgObject(value.getClass());
        if (object != null) {
            return ofPgObject(object, value);
        }
        if (value instanceof InputStream || value instanceof Reader || value instanceof Blob || value instanceof Clob) {
            throw new NotKeptException("a value is a stream or a large object, which can be read only once");
        }
        if (product == Product.POSTGRESQL
                && isTime(family)
                && value instanceof String text
                && Deferral.meansMoment(text)) {
            throw new NotKeptException("its value depends on when it is run: a text that means a moment");
        }
        Object shown = calendar == null ? value : inZone(value, calendar, family);
        requireSmall(shown, maxBytes);
        requireExact(shown);
        return new Parameter(shown, sqlType, typeName);
    }

    private static boolean isTime(@Nullable TypeFamily family) {
        return family == TypeFamily.DATE
                || family == TypeFamily.TIME
                || family == TypeFamily.TIMESTAMP
                || family == TypeFamily.TIMESTAMP_ZONED;
    }

    private static Object inZone(Object value, Calendar calendar, @Nullable TypeFamily family) throws NotKeptException {
        TimeZone zone = calendar.getTimeZone();
        if (zone.hasSameRules(TimeZone.getDefault())) {
            return value;
        }
        if (value instanceof Timestamp timestamp) {
            ZonedDateTime there = timestamp.toInstant().atZone(ZoneId.of(zone.getID(), ZoneId.SHORT_IDS));
            if (family == TypeFamily.TIMESTAMP_ZONED) {
                return there.toOffsetDateTime();
            }
            if (family == TypeFamily.TIMESTAMP) {
                return there.toLocalDateTime();
            }
        }
        throw new NotKeptException("a date or time is bound in a time zone of its own");
    }

    private static void requireSmall(Object value, long maxBytes) throws NotKeptException {
        long bytes = 0;
        if (value instanceof byte[] binary) {
            bytes = binary.length;
        } else if (value instanceof CharSequence text) {
            bytes = text.length();
        }
        if (bytes > maxBytes) {
            throw new NotKeptException("a value has " + bytes + " bytes; at most " + maxBytes
                    + " are kept (selfhealing.spool.max-value-bytes)");
        }
    }

    private static void requireExact(Object value) throws NotKeptException {
        try (JsonGenerator nowhere = ValueCodec.JSON.createGenerator(Writer.nullWriter())) {
            ValueCodec.write(nowhere, value);
        } catch (UnkeepableException e) {
            throw new NotKeptException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new NotKeptException("a value of " + value.getClass().getName() + " cannot be kept", e);
        }
    }

    /** The driver's class for values that only the database knows; null where the value is of another. */
    private static @Nullable Class<?> pgObject(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(PG_OBJECT)) {
                return each;
            }
        }
        return null;
    }

    private static Parameter ofPgObject(Class<?> type, Object value) throws NotKeptException {
        try {
            return new Parameter(type.getMethod("getValue").invoke(value), Types.OTHER, (String)
                    type.getMethod("getType").invoke(value));
        } catch (IllegalAccessException | InvocationTargetException | NoSuchMethodException | ClassCastException e) {
            throw new NotKeptException("a value of " + type.getName() + " cannot be kept", e);
        }
    }
}
