package io.selfhealing.agent.heal.pattern;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the time since the beginning of 1970 may be counted in. */
enum EpochUnit {
    SECONDS(ChronoUnit.SECONDS),
    MILLISECONDS(ChronoUnit.MILLIS),
    MICROSECONDS(ChronoUnit.MICROS);

    private static final Duration NEAR = ChronoUnit.DAYS.getDuration().multipliedBy(10 * 365);

    /** Some 30,000 years away: nothing that a database keeps. */
    private static final long FARTHEST_SECOND = 1_000_000_000_000L;

    private final ChronoUnit unit;

    EpochUnit(ChronoUnit unit) {
        this.unit = unit;
    }

    /** The times between the first and the last of a column. */
    record Range(Instant first, Instant last) {
        private boolean has(Instant moment, Duration around) {
            return !moment.isBefore(first.minus(around)) && !moment.isAfter(last.plus(around));
        }
    }

    String told() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The moment that a number of the unit means; null where there is none. */
    @Nullable
    Instant moment(long number) {
        try {
            Instant moment = Instant.EPOCH.plus(number, unit);
            return Math.abs(moment.getEpochSecond()) > FARTHEST_SECOND ? null : moment;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** The number for a moment; null where the unit is too coarse for it. */
    @Nullable
    Long number(Instant moment) {
        try {
            long number = unit.between(Instant.EPOCH, moment);
            return moment.equals(moment(number)) ? number : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /**
     * The only unit by which a moment lies within ten years of a column's times, where by every other it lies more than twenty
     * years off; null where that settles nothing.
     *
     * @param moment by that unit; null where there is none
     * @param range of the column's times by that unit; null where there is none
     */
    static @Nullable EpochUnit settled(
            Function<EpochUnit, @Nullable Instant> moment, Function<EpochUnit, @Nullable Range> range) {
        List<EpochUnit> near = new ArrayList<>();
        List<EpochUnit> notFar = new ArrayList<>();
        for (EpochUnit each : values()) {
            Instant at = moment.apply(each);
            Range times = range.apply(each);
            if (at != null && times != null && times.has(at, NEAR.multipliedBy(2))) {
                notFar.add(each);
                if (times.has(at, NEAR)) {
                    near.add(each);
                }
            }
        }
        return near.size() == 1 && notFar.size() == 1 ? near.get(0) : null;
    }
}
