package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date or time spelled as ISO 8601 has it, in a column of dates or times. What has more than the column holds (a zone, a
 * time of day, a finer fraction) or less (no zone, no time of day) is refused; so is {@code 03/04/2026}, which is two days.
 */
final class IsoMoment implements Conversion {
    private static final String DATE = "(\\d{4}-\\d{2}-\\d{2})";
    private static final String TIME = "(\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,6})?)?)";
    private static final Pattern SPELLING =
            Pattern.compile("(?:" + DATE + "(?:[T ](?=\\d)|$))?(?:" + TIME + ")?(Z|[+-]\\d{2}(?::?\\d{2})?)?");
    private static final int MICROSECOND = 6;
    private static final int NANOSECOND = 9;

    private final @Nullable ZoneId zone;

    IsoMoment(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public boolean covers(TypeFamily family) {
        return switch (family) {
            case DATE, TIME, TIMESTAMP, TIMESTAMP_ZONED -> true;
            default -> false;
        };
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product) {
        if (product != Product.POSTGRESQL || binding != Binding.STRING || !(value instanceof String text)) {
            return Fit.AS_IS;
        }
        Fit fit = null;
        Matcher spelling = SPELLING.matcher(text);
        if (spelling.matches()) {
            try {
                fit = of(spelling.group(1), spelling.group(2), spelling.group(3), type);
            } catch (DateTimeException e) {
                return refused(type);
            }
        }
        return fit == null ? refused(type) : fit;
    }

    private @Nullable Fit of(@Nullable String date, @Nullable String time, @Nullable String offset, ColumnType type) {
        if (type.family() == TypeFamily.DATE) {
            return date == null || time != null || offset != null
                    ? null
                    : converted(LocalDate.parse(date), Types.DATE, type);
        }
        if (time == null || !fine(LocalTime.parse(time), type)) {
            return null;
        }
        if (type.family() == TypeFamily.TIME) {
            boolean plain = date == null && offset == null && !type.name().contains("with time zone");
            return plain ? converted(LocalTime.parse(time), Types.TIME, type) : null;
        }
        if (date == null) {
            return null;
        }
        LocalDateTime local = LocalDateTime.of(LocalDate.parse(date), LocalTime.parse(time));
        if (type.family() == TypeFamily.TIMESTAMP) {
            return offset == null ? converted(local, Types.TIMESTAMP, type) : null;
        }
        ZoneOffset known = offset == null ? ZonedMoment.offset(local, zone) : ZoneOffset.of(offset);
        return known == null ? null : converted(OffsetDateTime.of(local, known), Types.TIMESTAMP_WITH_TIMEZONE, type);
    }

    /** Whether the column keeps the whole fraction of the second. */
    static boolean fine(LocalTime time, ColumnType type) {
        Matcher precision = Pattern.compile("\\((\\d)\\)").matcher(type.name());
        int digits = precision.find() ? Integer.parseInt(precision.group(1)) : MICROSECOND;
        int unit = 1;
        for (int i = digits; i < NANOSECOND; i++) {
            unit *= 10;
        }
        return time.toNanoOfDay() % unit == 0;
    }

    private static Fit converted(Object moment, int sqlType, ColumnType type) {
        return Conversion.converted(moment, sqlType, "string to " + type.name());
    }

    private static Fit refused(ColumnType type) {
        return new Fit.Refused("a string that is not exactly one ISO 8601 value, for " + type.name());
    }
}
