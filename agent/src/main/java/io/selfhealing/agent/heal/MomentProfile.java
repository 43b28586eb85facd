package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.ColumnSample;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Days between the first and the last. Zones do not matter for what lies decades apart. */
record MomentProfile(String column, LocalDate first, LocalDate last) implements ValueProfile {
    /** Birthdays are that far from orders, and an order from the others hardly is. */
    private static final int FAR_YEARS = 30;

    /** Where "never" and "for ever" are written as a date, they are far from everything. */
    private static final int FIRST_YEAR = 1800;

    private static final int LAST_YEAR = 2200;

    static @Nullable MomentProfile of(String column, ColumnSample sample) {
        List<LocalDate> days = sample.values().stream()
                .map(MomentProfile::day)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return days.size() < FEWEST ? null : new MomentProfile(column, days.get(0), days.get(days.size() - 1));
    }

    @Override
    public ValueFit fit(Object value) {
        LocalDate day = day(value);
        if (day == null || day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            return ValueFit.UNKNOWN;
        }
        return day.isBefore(first.minusYears(FAR_YEARS)) || day.isAfter(last.plusYears(FAR_YEARS))
                ? new ValueFit.Odd("the moment written is decades away from those in " + column)
                : ValueFit.UNKNOWN;
    }

    private static @Nullable LocalDate day(Object value) {
        if (value instanceof LocalDate date) {
            return date;
        }
        if (value instanceof LocalDateTime local) {
            return local.toLocalDate();
        }
        if (value instanceof Instant instant) {
            return LocalDate.EPOCH.plusDays(Math.floorDiv(instant.getEpochSecond(), 86_400));
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toLocalDate();
        }
        if (value instanceof ZonedDateTime moment) {
            return moment.toLocalDate();
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate();
        }
        return value instanceof Timestamp moment ? moment.toLocalDateTime().toLocalDate() : null;
    }
}
