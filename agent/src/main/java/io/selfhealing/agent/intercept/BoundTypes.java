package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The type of what the application bound, in one word that says nothing of the value. */
final class BoundTypes {
    private static final Set<String> POSTGRES_OBJECTS =
            Set.of("org.postgresql.util.PGobject", "com.impossibl.postgres.api.jdbc.PGObject");

    private BoundTypes() {}

    /** The word for one parameter; null where it tells nothing, such as a NULL without a type. */
    static @Nullable String word(Bindings bound, int index) {
        if (!bound.isSet(index)) {
            return null;
        }
        return switch (bound.setter(index)) {
            case SET_BOOLEAN -> "boolean";
            case SET_BYTE -> "byte";
            case SET_SHORT -> "short";
            case SET_INT -> "int";
            case SET_LONG -> "long";
            case SET_FLOAT -> "float";
            case SET_DOUBLE -> "double";
            case SET_BIG_DECIMAL -> "decimal";
            case SET_STRING, SET_N_STRING, SET_URL -> "string";
            case SET_DATE, SET_DATE_CALENDAR -> "date";
            case SET_TIME, SET_TIME_CALENDAR -> "time";
            case SET_TIMESTAMP, SET_TIMESTAMP_CALENDAR -> "timestamp";
            case SET_ARRAY -> "array";
            case SET_SQL_XML -> "xml";
            case SET_BYTES,
                    SET_BINARY_STREAM,
                    SET_BINARY_STREAM_LENGTH,
                    SET_BLOB,
                    SET_BLOB_STREAM,
                    SET_BLOB_STREAM_LENGTH -> "bytes";
            case SET_OBJECT, SET_OBJECT_SQL_TYPE, SET_OBJECT_SQL_TYPE_SCALE -> ofClass(bound.object(index));
            case SET_OBJECT_TYPE, SET_OBJECT_TYPE_SCALE -> typed(bound.object(index), (int) bound.bits(index));
            case SET_NULL, SET_NULL_NAMED -> ofSqlType((int) bound.bits(index));
            case SET_REF, SET_ROW_ID -> null;
            default -> "text"; // The streams of characters.
        };
    }

    /** A type that is given with the object says more than the object. */
    private static @Nullable String typed(@Nullable Object value, int sqlType) {
        String byType = ofSqlType(sqlType);
        return byType == null ? ofClass(value) : byType;
    }

    private static @Nullable String ofSqlType(int sqlType) {
        return switch (sqlType) {
            case Types.BOOLEAN, Types.BIT -> "boolean";
            case Types.TINYINT -> "byte";
            case Types.SMALLINT -> "short";
            case Types.INTEGER -> "int";
            case Types.BIGINT -> "long";
            case Types.REAL -> "float";
            case Types.FLOAT, Types.DOUBLE -> "double";
            case Types.NUMERIC, Types.DECIMAL -> "decimal";
            case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR -> "string";
            case Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB -> "text";
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> "bytes";
            case Types.DATE -> "date";
            case Types.TIME -> "time";
            case Types.TIMESTAMP -> "timestamp";
            case Types.TIMESTAMP_WITH_TIMEZONE -> "timestamp_zoned";
            case Types.ARRAY -> "array";
            case Types.SQLXML -> "xml";
            default -> null;
        };
    }

    private static @Nullable String ofClass(@Nullable Object value) {
        if (value instanceof Number number) {
            return ofNumber(number);
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof byte[]) {
            return "bytes";
        }
        if (value instanceof UUID) {
            return "uuid";
        }
        if (value instanceof Object[] || value instanceof java.sql.Array) {
            return "array";
        }
        String moment = value == null ? null : ofMoment(value);
        return moment == null && value != null ? declared(value) : moment;
    }

    private static String ofNumber(Number number) {
        if (number instanceof BigDecimal || number instanceof BigInteger) {
            return "decimal";
        }
        if (number instanceof Double || number instanceof Float) {
            return number instanceof Float ? "float" : "double";
        }
        return number instanceof Integer ? "int" : number instanceof Short || number instanceof Byte ? "short" : "long";
    }

    private static @Nullable String ofMoment(Object value) {
        if (value instanceof LocalDate || value instanceof java.sql.Date) {
            return "date";
        }
        if (value instanceof LocalTime || value instanceof java.sql.Time) {
            return "time";
        }
        if (value instanceof OffsetDateTime || value instanceof ZonedDateTime || value instanceof Instant) {
            return "timestamp_zoned";
        }
        return value instanceof LocalDateTime || value instanceof java.util.Date ? "timestamp" : null;
    }

    /** What a driver's own object says of itself, such as {@code jsonb}; any other tells nothing. */
    private static @Nullable String declared(Object value) {
        for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
            if (POSTGRES_OBJECTS.contains(type.getName())) {
                try {
                    Method tells = type.getMethod("getType");
                    return tells.invoke(value) instanceof String word && isWord(word)
                            ? word.toLowerCase(Locale.ROOT)
                            : null;
                } catch (ReflectiveOperationException | RuntimeException e) {
                    return null; // Another version of the driver: then it is not known.
                }
            }
        }
        return value instanceof java.util.Map || value instanceof List ? "json" : null;
    }

    private static boolean isWord(String text) {
        return text.length() <= 60 && text.matches("[A-Za-z_][A-Za-z0-9_ ]*");
    }
}
