package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnSample;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A count of seconds, milliseconds or microseconds since 1970 in a column of moments, or a moment in a column of such counts. Which unit
 * it is only the values that the column already has can tell; where they do not, nothing is converted.
 */
final class EpochMoment implements Conversion {
    /** The units are so far apart that a few values tell them from each other; one may be there by mistake. */
    static final int FEWEST = 5;

    private static final int BYTES_OF_LONG = 8;

    private final @Nullable ZoneId zone;

    EpochMoment(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public boolean covers(TypeFamily family) {
        return switch (family) {
            case TIMESTAMP, TIMESTAMP_ZONED, INTEGER -> true;
            default -> false;
        };
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product) {
        return fit(value, binding, type, product, () -> ColumnSample.NONE);
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product, Supplier<ColumnSample> sample) {
        if (product != Product.POSTGRESQL && product != Product.H2) {
            return Fit.AS_IS;
        }
        if (type.family() == TypeFamily.INTEGER) {
            return isMoment(value) ? toCount(value, type, sample) : Fit.AS_IS;
        }
        boolean count = value instanceof Long || value instanceof Integer;
        return count ? toMoment(((Number) value).longValue(), type, sample) : Fit.AS_IS;
    }

    private Fit toMoment(long count, ColumnType type, Supplier<ColumnSample> sample) {
        EpochUnit.Range range = type.family() == TypeFamily.TIMESTAMP && zone == null ? null : moments(sample.get());
        EpochUnit unit = range == null ? null : EpochUnit.settled(each -> each.moment(count), each -> range);
        Instant moment = unit == null ? null : unit.moment(count);
        if (unit == null || moment == null) {
            return type.family() == TypeFamily.TIMESTAMP && zone == null
                    ? new Fit.Refused("a number, and selfhealing.zone does not say in which zone its moment is to be"
                            + " written, for " + type.name())
                    : refused("a number", type);
        }
        Object written = written(moment, type);
        return written == null
                ? refused("a number", type)
                : Conversion.converted(
                        written,
                        written instanceof LocalDateTime ? Types.TIMESTAMP : Types.TIMESTAMP_WITH_TIMEZONE,
                        unit.told() + " since 1970 to " + type.name());
    }

    /** Null where the column cannot hold all of it, or its zone is not known or has that hour twice. */
    private @Nullable Object written(Instant moment, ColumnType type) {
        OffsetDateTime zoned = moment.atOffset(ZoneOffset.UTC);
        if (!IsoMoment.fine(zoned.toLocalTime(), type)) {
            return null;
        }
        if (type.family() == TypeFamily.TIMESTAMP_ZONED) {
            return zoned;
        }
        LocalDateTime local = zone == null ? null : moment.atZone(zone).toLocalDateTime();
        return local == null || ZonedMoment.offset(local, zone) == null ? null : local;
    }

    private Fit toCount(Object value, ColumnType type, Supplier<ColumnSample> sample) {
        Instant moment = instant(value);
        List<Long> counts = moment == null ? List.of() : counts(sample.get());
        if (moment == null) {
            return new Fit.Refused(
                    "a moment without a zone, and selfhealing.zone does not say in which it was read, for "
                            + type.name());
        }
        if (counts.size() < FEWEST) {
            return refused("a moment", type);
        }
        EpochUnit unit = EpochUnit.settled(each -> moment, each -> range(each, counts));
        Long count = unit == null ? null : unit.number(moment);
        if (unit == null || count == null || (type.length() < BYTES_OF_LONG && count.intValue() != count)) {
            return refused("a moment", type);
        }
        return Conversion.converted(count, Types.BIGINT, "moment to " + unit.told() + " since 1970 for " + type.name());
    }

    private static boolean isMoment(Object value) {
        return value instanceof Instant
                || value instanceof OffsetDateTime
                || value instanceof ZonedDateTime
                || value instanceof LocalDateTime
                || value instanceof Timestamp;
    }

    /** Null where it depends on a zone that is not known. */
    private @Nullable Instant instant(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof ZonedDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof LocalDateTime local) {
            ZoneOffset offset = ZonedMoment.offset(local, zone);
            return offset == null ? null : local.toInstant(offset);
        }
        // Whether its wall clock or its instant was stored depends on the column that is gone: where they differ,
        // nobody knows.
        Timestamp stamp = (Timestamp) value;
        Instant told = instant(stamp.toLocalDateTime());
        return told != null && told.equals(stamp.toInstant()) ? told : null;
    }

    private EpochUnit.@Nullable Range moments(ColumnSample sample) {
        List<Instant> moments = new ArrayList<>();
        for (Object value : sample.values()) {
            Instant moment = isMoment(value) ? instant(value) : null;
            if (moment != null) {
                moments.add(moment);
            }
        }
        return moments.size() < FEWEST ? null : new EpochUnit.Range(Collections.min(moments), Collections.max(moments));
    }

    private static List<Long> counts(ColumnSample sample) {
        List<Long> counts = new ArrayList<>();
        for (Object value : sample.values()) {
            if (value instanceof BigDecimal number
                    && number.scale() <= 0
                    && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                counts.add(number.longValue());
            }
        }
        return counts;
    }

    private static EpochUnit.@Nullable Range range(EpochUnit unit, List<Long> counts) {
        Instant first = unit.moment(Collections.min(counts));
        Instant last = unit.moment(Collections.max(counts));
        return first == null || last == null ? null : new EpochUnit.Range(first, last);
    }

    private static Fit refused(String what, ColumnType type) {
        return new Fit.Refused(
                what + " whose unit, zone or precision is not settled by what the column holds, for " + type.name());
    }
}
