package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which values would not be in a column as they were acknowledged, because its type changed since: databases round numbers
 * and moments without a word.
 */
final class Narrowed {
    private static final Pattern PRECISION = Pattern.compile("\\((\\d)\\)");
    /** Of four bytes, as PostgreSQL, H2 and MariaDB spell it. */
    private static final Pattern SINGLE =
            Pattern.compile("(?i)(real|float4?)(\\((\\d|1\\d|2[0-4])(,\\d+)?\\))?( unsigned)?");

    private static final Pattern FRACTION = Pattern.compile(":\\d\\d\\.(\\d*?)0*(?!\\d)");
    private static final int MICROSECONDS = 6;
    private static final int NANO_DIGITS = 9;

    private Narrowed() {}

    /** Why a value that stands in the text does not fit a column whose type changed; null where all do. */
    static @Nullable String literal(ParsedWrite write, ColumnsSince since, TableSnapshot now, Dialect dialect) {
        for (Assignment assignment : write.assignments()) {
            String name = assignment.column().column().name(dialect);
            Column column =
                    since.retyped().contains(name) ? now.column(since.renamed().getOrDefault(name, name)) : null;
            for (Value value : assignment.values()) {
                boolean fits =
                        column == null || !(value instanceof Value.Literal literal) || !loses(literal, column.type());
                boolean known = column == null || !(value instanceof Value.Expression);
                if (!fits || !known) {
                    return "the column " + name
                            + " has another type now, and its value might not be kept in it as it is";
                }
            }
        }
        return null;
    }

    private static boolean loses(Value.Literal literal, ColumnType type) {
        if (literal.string()) {
            return type.family() != TypeFamily.TEXT || loses(literal.text(), type);
        }
        try {
            return loses(new BigDecimal(literal.text()), type);
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** Whether a parameter's value would not be in its column as it is. */
    static boolean loses(List<Parameter> parameters, ParameterTypes types) {
        for (int i = 1; i <= parameters.size(); i++) {
            ColumnType type = types.type(i);
            Object value = parameters.get(i - 1).value();
            if (type != null && value != null && loses(value, type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean loses(Object value, ColumnType type) {
        if (value instanceof String text) {
            return switch (type.family()) {
                case TEXT -> type.length() > 0 && text.codePointCount(0, text.length()) > type.length();
                case INTEGER, DECIMAL, FLOATING -> losesNumber(text.strip(), type);
                case DATE -> text.indexOf(':') >= 0;
                case TIME, TIMESTAMP, TIMESTAMP_ZONED -> digits(text) > precision(type);
                default -> false; // what it says is converted, or the database refuses it
            };
        }
        if (value instanceof Number number) {
            return losesNumber(number, type);
        }
        return switch (type.family()) {
            case DATE, TIME, TIMESTAMP, TIMESTAMP_ZONED -> losesMoment(value, type);
            default -> false;
        };
    }

    private static boolean losesNumber(String text, ColumnType type) {
        try {
            return losesNumber(new BigDecimal(text), type);
        } catch (NumberFormatException e) {
            return false; // The database refuses it, or knows it by name.
        }
    }

    private static boolean losesNumber(Number number, ColumnType type) {
        if (type.family() == TypeFamily.FLOATING) {
            return losesFloating(number, type);
        }
        BigDecimal exact = exact(number);
        if (exact == null) {
            return true;
        }
        int scale = Math.max(0, exact.stripTrailingZeros().scale());
        return switch (type.family()) {
            case INTEGER -> scale > 0;
            case DECIMAL -> type.length() > 0 && scale > type.scale();
            default -> false;
        };
    }

    /** What such a column gives back has to be the number that was given. */
    private static boolean losesFloating(Number number, ColumnType type) {
        boolean single = SINGLE.matcher(type.name()).matches();
        if (number instanceof Float) {
            return false;
        }
        if (number instanceof Double) {
            double value = number.doubleValue();
            return single && Double.compare((float) value, value) != 0;
        }
        BigDecimal exact = exact(number);
        double nearest = exact == null ? Double.NaN : single ? exact.floatValue() : exact.doubleValue();
        return exact == null || !Double.isFinite(nearest) || new BigDecimal(nearest).compareTo(exact) != 0;
    }

    private static @Nullable BigDecimal exact(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            return Double.isFinite(value) ? new BigDecimal(number.toString()) : null;
        }
        return BigDecimal.valueOf(number.longValue());
    }

    private static boolean losesMoment(Object value, ColumnType type) {
        boolean home = switch (type.family()) {
            case DATE -> value instanceof LocalDate || value instanceof java.sql.Date;
            case TIME -> value instanceof LocalTime || value instanceof java.sql.Time;
            case TIMESTAMP -> value instanceof LocalDateTime || value instanceof Timestamp;
            default -> value instanceof OffsetDateTime || value instanceof Timestamp;
        };
        return !home || digits(value) > precision(type);
    }

    private static int precision(ColumnType type) {
        Matcher given = PRECISION.matcher(type.name());
        return given.find() ? Integer.parseInt(given.group(1)) : MICROSECONDS;
    }

    private static int digits(String text) {
        Matcher fraction = FRACTION.matcher(text);
        return fraction.find() ? fraction.group(1).length() : 0;
    }

    /** How many digits its fraction of a second has. */
    private static int digits(Object value) {
        int nanos = value instanceof Timestamp moment
                ? moment.getNanos()
                : value instanceof TemporalAccessor moment && moment.isSupported(ChronoField.NANO_OF_SECOND)
                        ? moment.get(ChronoField.NANO_OF_SECOND)
                        : 0;
        int digits = nanos == 0 ? 0 : NANO_DIGITS;
        for (int rest = nanos; digits > 0 && rest % 10 == 0; rest /= 10) {
            digits--;
        }
        return digits;
    }
}
